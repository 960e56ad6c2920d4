// Draws every sample as each platform shows it: Slack's with the playground's own renderer.
import { h } from "./dom.js";
import { blocks } from "./blocks.js";
import { withEmoji } from "./mrkdwn.js";
import { store } from "./store.js";
import { card } from "gallery/cards.js";

store.state = { users: [], rooms: [], app: { name: "partnerbot" }, commands: [], shortcuts: [] };

// Nothing happens in a gallery: elements are there to be looked at.
const context = (key) => ({ key, act: async () => ({}), suggest: async () => ({ options: [] }), values: {}, fields: new Map() });

const message = (d) => [
  h("p", { class: "fallback" }, "Read aloud and in notifications: " + d.slack.text),
  h("div", { class: "paper" }, blocks(d.slack.blocks, context(d.name))),
];

const modal = (d) => h("div", { class: "paper modal" }, h("div", { class: "modal-form" },
  h("header", {}, h("h2", {}, withEmoji(d.slack.title.text))),
  h("div", { class: "modal-body" }, blocks(d.slack.blocks, context(d.name))),
  h("footer", {},
    h("button", { class: "btn", type: "button" }, d.slack.close ? d.slack.close.text : "Cancel"),
    d.slack.submit && h("button", { class: "btn primary", type: "button" }, d.slack.submit.text))));

// side is what one platform shows, with the JSON that it gets, which also stands in a file of its own.
const side = (platform, file, drawn, ...shown) => h("div", {}, h("h4", {}, platform), shown,
  h("details", {}, h("summary", {}, "JSON, also in ", h("a", { href: file }, file)), h("pre", {}, JSON.stringify(drawn, null, 2))));

const paper = (d, drawn) => h("div", { class: d.form ? "paper dialog" : "paper" }, card(drawn));

for (const d of window.drawings) {
  document.getElementById("index").append(h("li", {}, h("a", { href: "#" + d.name }, d.name)));
  document.getElementById(d.form ? "forms" : "views").append(h("section", { class: "sample", id: d.name },
    h("h3", {}, d.name),
    h("div", { class: "sides" },
      side("Slack", `slack/${d.name}.json`, d.slack, d.form ? modal(d) : message(d)),
      side(d.own ? "Teams, for everybody" : "Teams", `teams/${d.name}.json`, d.teams, paper(d, d.teams)),
      d.own && side("Teams, for one reader", `teams/${d.name}_own.json`, d.own, paper(d, d.own)))));
}
document.body.dataset.drawn = window.drawings.length;
