// SPDX-License-Identifier: EUPL-1.2
// Improves what works without it: the dark switch without a new page, filters that stay open on wide screens,
// a menu that closes with Escape, and the focus on the error summary.
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("lz-js");
  const wide = window.matchMedia("(min-width: 62rem)");

  const remember = (cookie, theme) => {
    document.cookie = `${cookie}=${theme};path=/;max-age=31536000;samesite=lax${location.protocol === "https:" ? ";secure" : ""}`;
    root.dataset.kernTheme = theme;
  };

  const themeSwitch = (form) => {
    form.addEventListener("submit", (event) => {
      if (!event.submitter) return;
      event.preventDefault();
      remember(form.dataset.themeSwitch, event.submitter.value);
      // The pressed button is hidden now: keep the keyboard where it was.
      for (const button of form.querySelectorAll("button")) {
        if (button !== event.submitter) button.focus();
      }
    });
  };

  const filters = () => {
    for (const panel of document.querySelectorAll("details.lz-filter")) {
      if (wide.matches) panel.open = true;
    }
  };

  const menu = (details) => {
    details.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !details.open) return;
      details.open = false;
      details.querySelector("summary").focus();
    });
  };

  const start = () => {
    document.querySelectorAll("[data-theme-switch]").forEach(themeSwitch);
    document.querySelectorAll("details.lz-menu").forEach(menu);
    filters();
    wide.addEventListener("change", filters);
    const errors = document.getElementById("error-summary");
    if (errors) errors.focus();
  };
  start();
})();
