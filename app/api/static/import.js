"use strict";
// The import form: shows how much is sent, and keeps the chosen files for the second step. Without it the form is plain.
(() => {
  const begin = () => {
    const form = document.querySelector("form[data-upload]");
    const again = document.querySelector("[data-again]");
    if (again && form.elements.files.files.length) again.hidden = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form, event.submitter);
    });
  };
  const send = (form, button) => {
    const bar = form.querySelector("progress");
    const message = form.querySelector("[data-progress]");
    const data = new FormData(form, button);
    const request = new XMLHttpRequest();
    const say = (text) => {
      message.textContent = text;
      message.hidden = false;
    };
    for (const each of form.querySelectorAll("button")) each.disabled = true;
    bar.hidden = false;
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      bar.value = Math.round((event.loaded / event.total) * 100);
      say(event.loaded < event.total ? `${message.dataset.sending} ${bar.value} %` : message.dataset.reading);
    });
    request.addEventListener("load", () => show(request.responseText, form.elements.files));
    request.addEventListener("error", () => {
      say(message.dataset.failed);
      bar.hidden = true;
      for (const each of form.querySelectorAll("button")) each.disabled = false;
    });
    request.open("POST", form.getAttribute("action"));
    request.send(data);
  };
  const show = (text, files) => {
    const answer = new DOMParser().parseFromString(text, "text/html").querySelector("main");
    document.querySelector("main").replaceWith(answer);
    const field = answer.querySelector("#files");
    if (field) {
      field.replaceWith(files);
      begin();
    }
    window.scrollTo(0, 0);
    const heading = answer.querySelector("h1");
    heading.tabIndex = -1;
    heading.focus();
  };
  begin();
})();
