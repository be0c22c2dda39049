"""When a crashed engine may be started again."""

_WINDOW_SECONDS = 300.0
_DELAYS_SECONDS = (0.0, 2.0, 10.0)


class Backoff:
    """At most three starts in five minutes, the first at once, the next ones after a pause."""

    def __init__(self) -> None:
        self._tries: list[float] = []

    def delay(self, now: float) -> float:
        """Return how many seconds to wait before the next start.

        Parameters
        ----------
        now : float
            Seconds of a clock that never goes back.
        """
        recent = [tried for tried in self._tries if now - tried < _WINDOW_SECONDS]
        if len(recent) >= len(_DELAYS_SECONDS):
            return recent[-len(_DELAYS_SECONDS)] + _WINDOW_SECONDS - now
        return _DELAYS_SECONDS[len(recent)]

    def tried(self, now: float) -> None:
        """Note a start."""
        self._tries = [*self._tries, now][-len(_DELAYS_SECONDS) :]
