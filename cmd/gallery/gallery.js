// Draws every sample with the playground's own renderer.
import { h } from "./dom.js";
import { blocks } from "./blocks.js";
import { withEmoji } from "./mrkdwn.js";
import { store } from "./store.js";

store.state = { users: [], rooms: [], app: { name: "partnerbot" }, commands: [], shortcuts: [] };

// Nothing happens in a gallery: elements are there to be looked at.
const context = (key) => ({ key, act: async () => ({}), suggest: async () => ({ options: [] }), values: {}, fields: new Map() });

const message = (d) => [
  h("p", { class: "fallback" }, "Read aloud and in notifications: " + d.drawn.text),
  h("div", { class: "paper" }, blocks(d.drawn.blocks, context(d.name))),
];

const modal = (d) => h("div", { class: "paper modal" }, h("div", { class: "modal-form" },
  h("header", {}, h("h2", {}, withEmoji(d.drawn.title.text))),
  h("div", { class: "modal-body" }, blocks(d.drawn.blocks, context(d.name))),
  h("footer", {},
    h("button", { class: "btn", type: "button" }, d.drawn.close ? d.drawn.close.text : "Cancel"),
    d.drawn.submit && h("button", { class: "btn primary", type: "button" }, d.drawn.submit.text))));

for (const d of window.drawings) {
  document.getElementById("index").append(h("li", {}, h("a", { href: "#" + d.name }, d.name)));
  document.getElementById(d.form ? "forms" : "views").append(h("section", { class: "sample", id: d.name },
    h("h3", {}, d.name),
    d.form ? modal(d) : message(d),
    h("details", {}, h("summary", {}, "JSON"), h("pre", {}, JSON.stringify(d.drawn, null, 2)))));
}
document.body.dataset.drawn = window.drawings.length;
