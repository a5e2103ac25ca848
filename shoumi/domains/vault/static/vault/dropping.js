// The place on a page where files and folders are dropped or chosen: each with its progress, one
// after the other. Without this file the page's plain form does the same for one file.
import { Sending } from "./sending.js";

const LEFT_BY_SYSTEMS = new Set([".DS_Store", "Thumbs.db", "desktop.ini"]);

const entriesOf = async (entry, path = "") => {
  const here = path ? `${path}/${entry.name}` : entry.name;
  if (entry.isFile) {
    const file = await new Promise((done, fail) => entry.file(done, fail));
    return [{ file, path: here }];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    // A folder is read a hundred entries at a time.
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) return found;
    for (const one of some) found.push(...await entriesOf(one, here));
  }
};

const dropped = async (transfer) => {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return chosen(transfer.files);
  const found = [];
  for (const entry of entries) found.push(...await entriesOf(entry));
  return found;
};

const chosen = (files) =>
  [...files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));

const inWords = (bytes) => {
  const units = ["B", "KB", "MB", "GB", "TB"];
  const step = Math.min(Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1024)), units.length - 1);
  const number = bytes / 1024 ** step;
  return `${number.toLocaleString(undefined, { maximumFractionDigits: step ? 1 : 0 })} ${units[step]}`;
};

class Place {
  constructor(area) {
    this.area = area;
    this.list = area.querySelector("[data-files]");
    this.form = area.querySelector("template");
    this.sum = area.querySelector("[data-sum]");
    this.sending = [];
    this.busy = false;
    this.where = {
      url: area.dataset.url,
      token: area.querySelector("input[name=csrfmiddlewaretoken]").value,
      kind: area.dataset.kind,
      id: area.dataset.id,
    };
    area.hidden = false;
    this.listen();
  }

  words(name, values = {}) {
    const text = this.area.querySelector(`[data-words="${name}"]`).textContent;
    return text.replace(/\{(\w+)\}/g, (_all, key) => values[key]);
  }

  listen() {
    const { area } = this;
    area.addEventListener("dragover", (event) => {
      event.preventDefault();
      area.classList.add("drop-over");
    });
    area.addEventListener("dragleave", (event) => {
      if (!area.contains(event.relatedTarget)) area.classList.remove("drop-over");
    });
    area.addEventListener("drop", async (event) => {
      event.preventDefault();
      area.classList.remove("drop-over");
      this.take(await dropped(event.dataTransfer));
    });
    area.querySelectorAll("[data-choose]").forEach((button) => {
      const input = area.querySelector(`input[data-chosen="${button.dataset.choose}"]`);
      button.addEventListener("click", () => input.click());
      input.addEventListener("change", () => {
        this.take(chosen(input.files));
        input.value = "";
      });
    });
  }

  take(found) {
    const files = found.filter(({ file }) => !LEFT_BY_SYSTEMS.has(file.name));
    if (this.area.dataset.many === "no" && (files.length > 1 || this.busy)) {
      this.sum.hidden = false;
      this.sum.querySelector("[data-state]").textContent = this.words("one");
      return;
    }
    files.forEach(({ file, path }) => this.add(file, path));
    this.go();
  }

  add(file, path) {
    const row = this.form.content.firstElementChild.cloneNode(true);
    row.querySelector("[data-name]").textContent = path;
    const sending = new Sending(file, path, this.where, () => this.show(row, sending));
    row.querySelector("[data-pause]").addEventListener("click", () => {
      if (sending.state === "paused" || sending.state === "refused") {
        sending.state = "waiting";
        this.show(row, sending);
        this.go();
      } else sending.pause();
    });
    row.querySelector("[data-stop]").addEventListener("click", () => sending.stop());
    this.list.append(row);
    this.sending.push(sending);
    this.show(row, sending);
  }

  async go() {
    if (this.busy) return;
    this.busy = true;
    let next;
    while ((next = this.sending.find((one) => one.state === "waiting"))) await next.run();
    this.busy = false;
  }

  show(row, sending) {
    const { state, sent, file, kept, because } = sending;
    const bar = row.querySelector("progress");
    bar.max = Math.max(file.size, 1);
    bar.value = sent;
    bar.hidden = state === "kept" || state === "stopped";
    const values = { sent: inWords(sent), size: inWords(file.size) };
    row.querySelector("[data-state]").textContent = because || this.words(state, values);
    row.classList.toggle("drop-bad", state === "refused");
    row.classList.toggle("drop-good", state === "kept");
    const over = state === "kept" || state === "stopped";
    const pause = row.querySelector("[data-pause]");
    pause.hidden = over || state === "sealing";
    pause.textContent = this.words({ paused: "go", refused: "again" }[state] || "pause");
    row.querySelector("[data-stop]").hidden = over || state === "sealing";
    if (kept) {
      row.querySelector("[data-hash]").textContent = kept.sha256;
      row.querySelector("[data-kept]").hidden = false;
      row.querySelector("[data-link]").href = this.area.dataset.carrier.replace("0", kept.carrier);
    }
    this.showAll();
  }

  showAll() {
    const live = this.sending.filter((one) => one.state !== "stopped");
    this.sum.hidden = !live.length;
    const all = live.reduce((sum, one) => sum + one.file.size, 0);
    const sent = live.reduce((sum, one) => sum + one.sent, 0);
    const bar = this.sum.querySelector("progress");
    bar.max = Math.max(all, 1);
    bar.value = sent;
    const said = this.words("total", {
      done: live.filter((one) => one.state === "kept").length,
      files: live.length, sent: inWords(sent), size: inWords(all),
    });
    const place = this.sum.querySelector("[data-state]");
    if (place.textContent !== said) place.textContent = said;
  }
}

document.querySelectorAll("[data-drop]").forEach((area) => new Place(area));
