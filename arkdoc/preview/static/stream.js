// The server's updates, for as long as the page is looked at: it reconnects by itself, says which
// version it shows, and is told what it missed.

const SILENCE = 40_000; // the server gives a sign of life more often than that
const HIDDEN = 20_000; // a browser keeps few connections; a tab nobody sees needs none
const FIRST = 300;
const LAST = 4_000;

export class Stream {
  /** `handlers`: `update(data)`, `page(data)` and `live(whether)`. */
  constructor(address, version, handlers) {
    this.address = address;
    this.version = version;
    this.handlers = handlers;
    this.wait = FIRST;
    this.extra = "";
    document.addEventListener("visibilitychange", () => this.seen());
    addEventListener("online", () => this.connect());
    addEventListener("pageshow", (event) => event.persisted && this.connect());
    this.connect();
  }

  /** Also ask for `extra`, a piece of a query. */
  ask(extra) {
    this.extra = extra;
    this.connect();
  }

  connect() {
    this.close();
    const mark = this.address.includes("?") ? "&" : "?";
    const query = `fra=${encodeURIComponent(this.version)}${this.extra}`;
    const source = (this.source = new EventSource(`${this.address}${mark}${query}`));
    source.onopen = () => {
      this.wait = FIRST;
      this.handlers.live(true);
      this.heard();
    };
    source.onerror = () => this.lost();
    source.addEventListener("alive", () => (this.version ? this.heard() : this.lost()));
    for (const kind of ["update", "page"]) {
      source.addEventListener(kind, (event) => {
        this.heard();
        this.version = ""; // if this fails, the whole page is asked for the next time
        this.handlers[kind](JSON.parse(event.data));
        this.version = event.lastEventId;
      });
    }
  }

  close() {
    this.source?.close();
    this.source = null;
    clearTimeout(this.silence);
    clearTimeout(this.again);
  }

  heard() {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.lost(), SILENCE);
  }

  lost() {
    this.close();
    this.handlers.live(false);
    this.again = setTimeout(() => this.connect(), this.wait);
    this.wait = Math.min(this.wait * 1.5, LAST);
  }

  seen() {
    clearTimeout(this.leaving);
    if (document.hidden) this.leaving = setTimeout(() => this.close(), HIDDEN);
    else if (!this.source) this.connect();
  }
}
