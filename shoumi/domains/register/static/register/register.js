// Finding a kind of information in its long list. Without this file the list is chosen from as it is.
(() => {
  "use strict";

  const narrow = (select, text) => {
    const wanted = text.trim().toLowerCase();
    select.querySelectorAll("optgroup").forEach((group) => {
      const inGroup = group.label.toLowerCase().includes(wanted);
      let any = false;
      group.querySelectorAll("option").forEach((option) => {
        option.hidden = !(inGroup || option.textContent.toLowerCase().includes(wanted));
        any = any || !option.hidden;
      });
      group.hidden = !any;
    });
    const shown = [...select.querySelectorAll("optgroup option:not([hidden])")];
    if (wanted && shown.length === 1) select.value = shown[0].value;
    select.size = wanted ? Math.min(Math.max(shown.length, 2), 8) : 1;
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("select[data-findable]").forEach((select) => {
      const finder = document.createElement("input");
      finder.type = "search";
      finder.className = "form-control type-finder";
      finder.placeholder = select.dataset.findable;
      finder.setAttribute("aria-label", select.dataset.findable);
      finder.addEventListener("input", () => narrow(select, finder.value));
      select.addEventListener("change", () => { finder.value = ""; narrow(select, ""); });
      select.before(finder);
    });
  });
})();
