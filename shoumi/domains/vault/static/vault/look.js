// Pages of a look: they arrive as one scrolls, two at a time and only where one stays; page number,
// zoom, keys. Without this file every page is loaded by the browser as it comes near.
(() => {
  "use strict";

  const AT_ONCE = 2;
  const STAYS = 150;
  const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];
  const LARGE = 1.25;

  class Pages {
    constructor(root) {
      this.root = root;
      this.bar = document.getElementById("look-bar");
      this.pages = [...root.querySelectorAll(".look-page")];
      this.field = this.bar.querySelector("input");
      this.shown = this.bar.querySelector("output");
      this.zoom = ZOOMS.indexOf(1);
      this.current = 0;
      this.near = new Set();
      this.timer = null;
      this.loading = 0;
      this.bar.hidden = false;
      this.watch();
      this.listen();
      this.tell();
    }

    watch() {
      const nearby = new IntersectionObserver((seen) => {
        seen.forEach((one) => (one.isIntersecting ? this.near.add(one.target) : this.near.delete(one.target)));
        this.soon();
      }, { rootMargin: "40% 0px 60% 0px" });
      const reading = new IntersectionObserver((seen) => {
        seen.forEach((one) => { one.target.dataset.seen = one.isIntersecting ? "1" : ""; });
        const first = this.pages.findIndex((page) => page.dataset.seen);
        if (first >= 0) { this.current = first; this.tell(); }
      }, { rootMargin: "-30% 0px -65% 0px" });
      this.pages.forEach((page) => { nearby.observe(page); reading.observe(page); });
    }

    // A page that is only passed is not asked for: each page shown is entered in the log.
    soon() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => { this.timer = null; this.load(); }, STAYS);
    }

    load() {
      if (this.ended) {
        [...this.near].filter((page) => !page.querySelector(".look-failed")).forEach((page) => this.sayEnded(page));
        return;
      }
      const size = ZOOMS[this.zoom] >= LARGE || devicePixelRatio * this.root.clientWidth * ZOOMS[this.zoom] > 2600 ? "large" : "";
      const wanted = [...this.near]
        .filter((page) => !page.dataset.busy && page.dataset.size !== size && !page.querySelector(".look-failed"))
        .sort((one, other) => this.distance(one) - this.distance(other));
      while (this.loading < AT_ONCE && wanted.length) this.fetch(wanted.shift(), size);
    }

    distance(page) {
      const place = this.pages.indexOf(page) - this.current;
      return place < 0 ? -place * 2 : place;
    }

    fetch(page, size) {
      const image = page.querySelector("img");
      const next = new Image();
      const url = image.dataset.address + (size ? `?size=${size}` : "");
      page.dataset.busy = "1";
      this.loading += 1;
      next.onload = () => { if (this.ended) return; image.src = next.src; page.classList.add("is-there"); page.dataset.size = size; this.done(page); };
      next.onerror = () => { this.fail(page, url); this.done(page); };
      next.src = url;
    }

    done(page) {
      delete page.dataset.busy;
      this.loading -= 1;
      if (!this.timer) this.load();
    }

    // A picture's error does not say why; asking for the address again does.
    async fail(page, url) {
      const again = document.createElement("button");
      again.textContent = this.root.dataset.again;
      again.addEventListener("click", () => { page.querySelector(".look-failed").remove(); this.load(); });
      this.say(page, this.root.dataset.failed, again);
      const answer = await fetch(url).catch(() => null);
      if (answer && answer.status === 403) this.end();
    }

    say(page, words, way) {
      const box = document.createElement("div");
      const text = document.createElement("p");
      box.className = "look-failed";
      box.setAttribute("role", "alert");
      text.textContent = words;
      way.className = "btn";
      box.append(text, way);
      page.querySelector(".look-failed")?.remove();
      page.append(box);
    }

    // The right has gone: what was shown goes too, and wherever one is, it is said.
    end() {
      this.ended = true;
      this.pages.forEach((page) => {
        page.classList.remove("is-there");
        delete page.dataset.size;
        page.querySelector("img").removeAttribute("src");
        page.querySelector(".look-failed")?.remove();
      });
      this.load();
    }

    sayEnded(page) {
      const back = document.createElement("a");
      back.href = this.root.dataset.back;
      back.textContent = this.root.dataset.backLabel;
      this.say(page, this.root.dataset.ended, back);
    }

    listen() {
      this.bar.addEventListener("click", (event) => {
        const button = event.target.closest("button[data-do]");
        if (button) this.act(button.dataset.do);
      });
      this.bar.addEventListener("submit", (event) => { event.preventDefault(); this.field.blur(); });
      this.field.addEventListener("change", () => this.go(Number(this.field.value) - 1));
      this.root.addEventListener("contextmenu", (event) => event.preventDefault());
      this.root.addEventListener("dragstart", (event) => event.preventDefault());
      document.addEventListener("keydown", (event) => this.key(event));
    }

    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
      const known = { ArrowRight: "next", ArrowLeft: "previous", "+": "larger", "=": "larger", "-": "smaller", 0: "fit" };
      if (known[event.key]) { event.preventDefault(); this.act(known[event.key]); }
    }

    act(name) {
      if (name === "next") this.go(this.current + 1);
      if (name === "previous") this.go(this.current - 1);
      if (name === "larger") this.scale(this.zoom + 1);
      if (name === "smaller") this.scale(this.zoom - 1);
      if (name === "fit") this.scale(ZOOMS.indexOf(1));
    }

    go(index) {
      const page = this.pages[Math.min(Math.max(Number.isInteger(index) ? index : this.current, 0), this.pages.length - 1)];
      // At once: a jump that glides would stay over pages on its way where the machine is slow.
      page.scrollIntoView({ block: "start", behavior: "instant" });
      this.tell();
    }

    scale(zoom) {
      this.zoom = Math.min(Math.max(zoom, 0), ZOOMS.length - 1);
      const page = this.pages[this.current];
      this.root.style.setProperty("--look-zoom", ZOOMS[this.zoom]);
      page.scrollIntoView({ block: "start", behavior: "instant" });
      this.tell();
      this.soon();
    }

    tell() {
      if (document.activeElement !== this.field) this.field.value = this.current + 1;
      this.shown.textContent = `${Math.round(ZOOMS[this.zoom] * 100)} %`;
      const on = (name, yes) => { this.bar.querySelector(`[data-do="${name}"]`).disabled = !yes; };
      on("previous", this.current > 0);
      on("next", this.current < this.pages.length - 1);
      on("smaller", this.zoom > 0);
      on("larger", this.zoom < ZOOMS.length - 1);
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    const root = document.getElementById("look-pages");
    if (root) new Pages(root);
    // Preparing begins by itself; the button is for whoever has no scripts.
    const form = document.querySelector("form[data-begins]");
    if (form) { form.querySelector("button").hidden = true; form.submit(); }
  });
})();
