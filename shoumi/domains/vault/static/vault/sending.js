// One file on its way into the vault, by tus 1.0.0: in one request if the line holds, and from where
// it stopped if not. Nothing of a file's name is remembered here, only a digest of it.
const VERSION = "1.0.0";
const LONGEST_WAIT = 30000;
const MEMORY = "shoumi.upload.";

export class Refusal extends Error {}
class Broken extends Error {}
class Gone extends Error {}

const inBase64 = (text) => {
  let bytes = "";
  new TextEncoder().encode(text).forEach((byte) => { bytes += String.fromCharCode(byte); });
  return btoa(bytes);
};

const digestOf = async (words) => {
  if (!window.crypto?.subtle) return "";
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(words));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

export class Sending {
  // `place` says where: { url, token, kind, id }; `tell(state)` is called at every change.
  constructor(file, path, place, tell) {
    Object.assign(this, { file, path, place, tell });
    this.sent = 0;
    this.state = "waiting";
    this.kept = null;
    this.because = "";
    this.request = null;
  }

  async run() {
    if (this.state === "kept" || this.state === "stopped") return;
    this.paused = false;
    this.memory = MEMORY + await digestOf(JSON.stringify(
      [this.place.kind, this.place.id, this.path, this.file.size, this.file.lastModified]));
    let wait = 1000;
    while (!this.paused && this.state !== "kept" && this.state !== "stopped") {
      const before = this.sent;
      try {
        await this.step();
        wait = 1000;
      } catch (error) {
        if (this.paused || this.state === "stopped") return;
        if (error instanceof Gone) { this.forget(); continue; }
        if (!(error instanceof Broken)) { this.be("refused", error.message); return; }
        if (this.sent > before) wait = 1000;
        this.be("broken");
        await new Promise((done) => { this.wake = done; setTimeout(done, wait); });
        wait = Math.min(wait * 2, LONGEST_WAIT);
      }
    }
  }

  async step() {
    if (!this.url) this.url = this.remembered() || await this.begin();
    const stands = JSON.parse((await this.ask("GET", this.url)).responseText);
    this.sent = stands.arrived;
    if (stands.state === "kept") {
      this.kept = stands;
      this.forget();
      this.be("kept");
      return;
    }
    this.be("going");
    await this.ask("PATCH", this.url, {
      "Tus-Resumable": VERSION,
      "Upload-Offset": String(stands.arrived),
      "Content-Type": "application/offset+octet-stream",
    }, this.file.slice(stands.arrived));
  }

  async begin() {
    this.be("going");
    const told = { [this.place.kind]: this.place.id, filename: this.path };
    const answer = await this.ask("POST", this.place.url, {
      "Tus-Resumable": VERSION,
      "Upload-Length": String(this.file.size),
      "Upload-Metadata": Object.entries(told).map(([key, text]) => `${key} ${inBase64(text)}`).join(","),
    });
    const url = answer.getResponseHeader("Location");
    if (this.memory !== MEMORY) localStorage.setItem(this.memory, url);
    return url;
  }

  pause() {
    this.paused = true;
    this.request?.abort();
    this.wake?.();
    if (this.state !== "kept") this.be("paused");
  }

  // Give it up: what has come of it is forgotten at once.
  async stop() {
    this.paused = true;
    this.request?.abort();
    this.wake?.();
    const url = this.url || this.remembered();
    this.forget();
    this.be("stopped");
    if (url) await this.ask("DELETE", url, { "Tus-Resumable": VERSION }).catch(() => {});
  }

  ask(method, url, headers = {}, body = null) {
    return new Promise((done, fail) => {
      const request = new XMLHttpRequest();
      const start = this.sent;
      this.request = request;
      request.open(method, url);
      request.setRequestHeader("X-CSRFToken", this.place.token);
      Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
      if (body) {
        request.upload.onprogress = (event) => { this.sent = start + event.loaded; this.tell(this); };
        request.upload.onload = () => { this.sent = this.file.size; this.be("sealing"); };
      }
      request.onload = () => {
        if (request.status < 300) done(request);
        else if (request.status === 404 && this.url && this.remembered()) fail(new Gone());
        else if ([409, 502, 503, 504].includes(request.status)) fail(new Broken());
        else fail(new Refusal(said(request)));
      };
      request.onerror = () => fail(new Broken());
      request.onabort = () => fail(new Broken());
      request.send(body);
    });
  }

  be(state, because = "") {
    this.state = state;
    this.because = because;
    this.tell(this);
  }

  remembered() { return localStorage.getItem(this.memory); }

  forget() {
    localStorage.removeItem(this.memory);
    this.url = null;
  }
}

const said = (request) => {
  try {
    return JSON.parse(request.responseText).detail;
  } catch {
    return "";
  }
};
