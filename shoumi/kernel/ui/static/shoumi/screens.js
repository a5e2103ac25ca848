// A second click sends nothing twice; the server refuses it as well, by the record's version.
(() => {
  "use strict";
  const PAUSE = 4000;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    // Of one form each button counts by itself: a paper is fetched as PDF, then at once as Word.
    const sender = event.submitter || form;
    const last = Number(sender.dataset.sentAt || 0);
    if (Date.now() - last < PAUSE) event.preventDefault();
    else sender.dataset.sentAt = String(Date.now());
  });
})();
