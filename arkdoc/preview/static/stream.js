// The server's events → calls of `handlers`, for as long as the page is visible. It reconnects by
// itself, and says which version it shows, so that the server sends what it missed.

const MOST_SILENCE = 40_000; // the server sends a sign of life more often than that
const MOST_HIDDEN = 20_000; // browsers allow few connections: a hidden tab gives up its own
const FIRST_WAIT = 300;
const LONGEST_WAIT = 4_000;

export class Stream {
  /** `handlers`: `update(data)`, `page(data)` and `live(isLive)`; `query` as in `setQuery`. */
  constructor(address, version, handlers, query = "") {
    this.address = address;
    this.version = version;
    this.handlers = handlers;
    this.wait = FIRST_WAIT;
    this.extraQuery = query;
    document.addEventListener("visibilitychange", () => this.onVisibility());
    addEventListener("online", () => this.connect());
    addEventListener("pageshow", (event) => event.persisted && this.connect());
    this.connect();
  }

  /** Connect with `query`, such as "&a=b", added to the address; for another page, `isOther`. */
  setQuery(query, isOther = false) {
    this.extraQuery = query;
    if (isOther) this.version = "";
    this.connect();
  }

  connect() {
    this.close();
    const separator = this.address.includes("?") ? "&" : "?";
    const query = `fra=${encodeURIComponent(this.version)}${this.extraQuery}`;
    const source = (this.source = new EventSource(`${this.address}${separator}${query}`));
    source.onopen = () => {
      this.wait = FIRST_WAIT;
      this.handlers.live(true);
      this.restartSilenceTimer();
    };
    source.onerror = () => this.onLost();
    source.addEventListener("alive", () => (this.version ? this.restartSilenceTimer() : this.onLost()));
    for (const kind of ["update", "page"]) {
      source.addEventListener(kind, (event) => {
        this.restartSilenceTimer();
        this.version = ""; // if the handler fails, the whole page is requested the next time
        this.handlers[kind](JSON.parse(event.data));
        this.version = event.lastEventId;
      });
    }
  }

  close() {
    this.source?.close();
    this.source = null;
    clearTimeout(this.silenceTimer);
    clearTimeout(this.reconnectTimer);
  }

  restartSilenceTimer() {
    clearTimeout(this.silenceTimer);
    this.silenceTimer = setTimeout(() => this.onLost(), MOST_SILENCE);
  }

  onLost() {
    this.close();
    this.handlers.live(false);
    this.reconnectTimer = setTimeout(() => this.connect(), this.wait);
    this.wait = Math.min(this.wait * 1.5, LONGEST_WAIT);
  }

  onVisibility() {
    clearTimeout(this.hiddenTimer);
    if (document.hidden) this.hiddenTimer = setTimeout(() => this.close(), MOST_HIDDEN);
    else if (!this.source) this.connect();
  }
}
