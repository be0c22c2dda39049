"use strict";
// The description of the JSON interface; everything comes from this server.
window.addEventListener("DOMContentLoaded", () => {
  const target = document.getElementById("api");
  window.SwaggerUIBundle({
    url: target.dataset.url,
    domNode: target,
    deepLinking: true,
    validatorUrl: null,
    syntaxHighlight: { activate: false },
    supportedSubmitMethods: ["get", "post"],
  });
});
