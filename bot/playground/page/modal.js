// The modal that the person has open.
import { h } from "./dom.js";
import { blocks, viewContext, fieldValues, splitKey } from "./blocks.js";
import { withEmoji } from "./mrkdwn.js";
import { store, act } from "./store.js";

let dialog = null, shown = "", fields = new Map();

// drawModal brings the dialog in line with the state: opened, replaced or closed.
export function drawModal() {
  const view = store.state.modal;
  if (!view) return remove();
  const key = `${store.as}/${view.id}/${view.revision}`;
  if (key === shown) return;
  const same = shown.startsWith(`${store.as}/${view.id}/`);
  const typed = same ? touched() : {};
  const focus = same ? document.activeElement?.dataset?.focus : "";
  shown = key;
  if (!dialog) {
    dialog = h("dialog", { class: "modal", "aria-labelledby": "modal-title" });
    dialog.addEventListener("cancel", (e) => { e.preventDefault(); close(); });
    document.body.append(dialog);
    dialog.showModal();
  }
  fill(view, typed);
  const target = focus && dialog.querySelector(`[data-focus="${CSS.escape(focus)}"]`);
  (target || dialog.querySelector("[autofocus]") || dialog.querySelector(".modal-body input, .modal-body select, .modal-body textarea") || dialog.querySelector("button")).focus();
}

function remove() {
  if (!dialog) return;
  dialog.close();
  dialog.remove();
  // Chromium gives the focus back without the caret: what is typed would go nowhere.
  const back = document.activeElement;
  back?.blur();
  back?.focus();
  dialog = null;
  shown = "";
  fields = new Map();
}

// touched is what the person has typed; it survives a new version of the view.
function touched() {
  const out = {};
  for (const [key, field] of fields) if (field.touched) out[key] = field.read();
  return out;
}

function fill(view, typed) {
  const held = structuredClone(view.state.values || {});
  for (const [key, value] of Object.entries(typed)) {
    const [id, action] = splitKey(key), block = held[id];
    if (block?.[action]?.type === value.type) block[action] = value;
  }
  fields = new Map();
  const ctx = viewContext(view, held, fields);
  const submit = view.submit && h("button", { class: "btn primary", type: "submit" }, withEmoji(view.submit.text));
  const form = h("form", { class: "modal-form", novalidate: true, onsubmit: (e) => { e.preventDefault(); send(view, submit); } },
    h("header", {},
      h("h2", { id: "modal-title" }, withEmoji(view.title.text)),
      h("button", { class: "icon-btn", type: "button", "aria-label": "Close", onclick: close }, "×")),
    h("div", { class: "modal-body" }, blocks(view.blocks, ctx)),
    h("footer", {},
      h("button", { class: "btn", type: "button", onclick: close }, view.close ? withEmoji(view.close.text) : "Cancel"),
      submit));
  dialog.replaceChildren(form);
}

async function send(view, button) {
  if (!button || button.getAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  for (const field of fields.values()) field.showError?.("");
  const answer = await act("submit", { view: view.id, values: fieldValues(fields) });
  button.removeAttribute("aria-busy");
  let first = null;
  for (const [key, field] of fields) {
    const text = answer.errors?.[splitKey(key)[0]];
    if (!text || !field.showError) continue;
    field.showError(text);
    first ||= field;
  }
  first?.box.focus();
}

function close() {
  const view = store.state.modal;
  if (view) act("close", { view: view.id });
}
