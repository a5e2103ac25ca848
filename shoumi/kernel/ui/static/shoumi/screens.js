// A second click sends nothing twice; the server refuses it as well, by the record's version.
(() => {
  "use strict";
  const PAUSE = 4000;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    const last = Number(form.dataset.sentAt || 0);
    if (Date.now() - last < PAUSE) event.preventDefault();
    else form.dataset.sentAt = String(Date.now());
  });
})();
