// The pages work without this file. It adds comfort: dialogs, menus that close, lists that refresh
// in place. No inline script, no eval: the pages carry a strict Content-Security-Policy.
(() => {
  "use strict";

  // A confirmation unfolds in place; here it becomes a dialog that holds the focus.
  document.addEventListener("toggle", (event) => {
    const details = event.target;
    if (!(details instanceof HTMLDetailsElement) || !details.matches(".confirm")) return;
    const dialog = details.querySelector("dialog");
    if (details.open && !dialog.open) {
      dialog.querySelectorAll(".sheet-cancel").forEach((button) => { button.hidden = false; });
      dialog.addEventListener("close", () => { details.open = false; }, { once: true });
      dialog.showModal();
    }
  }, true);

  const closeMenus = (except) => {
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (menu !== except) menu.open = false;
    });
  };

  document.addEventListener("click", (event) => {
    const target = event.target;
    closeMenus(target.closest("details.menu"));
    if (target.closest(".sheet-cancel") || target.matches("dialog.sheet")) {
      target.closest("dialog").close();
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.menu[open]");
    closeMenus(null);
    if (menu) menu.querySelector("summary").focus();
    if (location.hash === "#sidebar") location.hash = "#content";
  });

  // A list's "all" box, and the bar that says how many are picked.
  document.addEventListener("change", (event) => {
    const table = event.target.closest("[data-table]");
    if (!table) return;
    if (event.target.matches("[data-pick-all]")) {
      table.querySelectorAll("input[name=pick]").forEach((box) => { box.checked = event.target.checked; });
    }
    if (event.target.matches("[data-pick-all], input[name=pick]")) countPicked(table);
  });

  const countPicked = (table) => {
    const boxes = [...table.querySelectorAll("input[name=pick]")];
    const picked = boxes.filter((box) => box.checked).length;
    const all = table.querySelector("[data-pick-all]");
    if (all) {
      all.checked = picked > 0 && picked === boxes.length;
      all.indeterminate = picked > 0 && picked < boxes.length;
    }
    table.querySelectorAll("[data-picked]").forEach((place) => { place.textContent = String(picked); });
    table.querySelectorAll("[data-batch] button").forEach((button) => { button.disabled = picked === 0; });
  };

  // Empty fields stay out of the address, so that it can be read and passed on.
  document.addEventListener("htmx:configRequest", (event) => {
    if (!event.target.closest("[data-table]")) return;
    const fields = event.detail.formData;
    for (const name of new Set(fields.keys())) {
      if (fields.getAll(name).every((value) => value === "")) fields.delete(name);
    }
  });

  // A refreshed list keeps the menu open that one is choosing in.
  let open = [];
  document.addEventListener("htmx:beforeSwap", () => {
    open = [...document.querySelectorAll("[data-table] details[id][open]")].map((menu) => menu.id);
  });
  document.addEventListener("htmx:afterSettle", () => {
    open.forEach((id) => {
      const menu = document.getElementById(id);
      if (menu) menu.open = true;
    });
  });

  const settle = (root) => {
    root.querySelectorAll("[data-table]").forEach(countPicked);
    root.querySelectorAll("[data-spare]").forEach((spare) => { spare.hidden = true; });
    const wrong = root.querySelector("[data-focus]");
    if (wrong) wrong.focus();
  };

  // A failed refresh must not leave an old list standing as if it were the answer: show the page
  // that says what was wrong.
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.requestConfig.verb === "get") {
      window.location.assign(event.detail.pathInfo.finalRequestPath);
    }
  });
  document.addEventListener("htmx:load", (event) => settle(event.detail.elt.parentElement || document));
  document.addEventListener("DOMContentLoaded", () => settle(document));
})();
