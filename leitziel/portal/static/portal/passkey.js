/* SPDX-License-Identifier: EUPL-1.2 */
/* Passkeys need JavaScript: what offers them shows itself only with it, and a failed attempt says so in words. */
(() => {
  "use strict";
  const able = typeof window.PublicKeyCredential !== "undefined";
  for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = !able;
  for (const part of document.querySelectorAll("[data-passkey-unable]")) part.hidden = able;
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    for (const part of document.querySelectorAll("[data-passkey-error]")) part.hidden = false;
  });
})();
