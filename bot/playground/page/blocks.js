// Blocks, as DOM nodes. ctx says where they stand and what happens when one of their
// elements is used: { key, act(place, change), suggest(place, text), values, fields }.
import { h, ask, popMenu } from "./dom.js";
import { textObject, withEmoji } from "./mrkdwn.js";
import { richText, markdown } from "./richtext.js";
import { control } from "./inputs.js";
import { act } from "./store.js";

export function blocks(list, ctx) {
  return (list || []).map((b) => h("div", { class: "block b-" + b.type, "data-block": b.block_id }, (kinds[b.type] || unknown)(b, ctx)));
}

// viewContext is the ctx of a modal or Home tab: held is what is in its fields, and
// fields will hold the fields by fieldKey.
export function viewContext(view, held, fields) {
  return {
    key: view.id, values: held, fields,
    act: (place, change) => act("click", { view: view.id, ...place, ...change, values: fieldValues(fields) }),
    suggest: (place, text) => act("suggest", { view: view.id, ...place, text }),
  };
}

// fieldValues reads the fields, as Slack's state.values.
export function fieldValues(fields) {
  const out = {};
  for (const [key, field] of fields) {
    const [block, action] = splitKey(key);
    (out[block] ||= {})[action] = field.read();
  }
  return out;
}

// A key no id can hold the separator of.
const fieldKey = (place) => place.block + "\u0000" + place.action;
export const splitKey = (key) => key.split("\u0000");

const unknown = (b) => h("em", { class: "muted" }, `[${b.type}]`);

const kinds = {
  header: (b) => h("h3", {}, textObject(b.text)),
  divider: () => h("hr"),
  section,
  context: (b) => (b.elements || []).map((e) =>
    e.type === "image" ? picture(e, "thumb") : h("span", { class: "context-text" }, textObject(e))),
  actions: (b, ctx) => b.elements.map((e) => element(e, b, ctx)),
  image: (b) => h("figure", {}, b.title && h("figcaption", {}, textObject(b.title)), picture(b, "picture")),
  rich_text: (b) => richText(b.elements),
  markdown: (b) => markdown(b.text),
  table,
  input,
  alert: (b) => h("div", { class: "alert", role: "alert" }, textObject(b.text)),
};

const picture = (e, kind) => h("img", { class: kind, src: e.image_url, alt: e.alt_text, loading: "lazy" });

function section(b, ctx) {
  return [
    h("div", { class: "section-text" },
      b.text && h("div", {}, textObject(b.text)),
      b.fields && h("div", { class: "fields" }, b.fields.map((f) => h("div", { class: "field" }, textObject(f))))),
    b.accessory && h("div", { class: "accessory" }, element(b.accessory, b, ctx)),
  ];
}

function table(b) {
  const align = (i) => b.column_settings?.[i]?.align || "left";
  const wrap = (i) => (b.column_settings?.[i]?.is_wrapped ? " wrap" : "");
  const cell = (c) => {
    if (c.type === "rich_text") return richText(c.elements);
    return withEmoji(c.type === "raw_number" ? c.text || String(c.value) : c.text);
  };
  return h("div", { class: "table-scroll", tabindex: "0", role: "group", "aria-label": "Table" },
    h("table", { class: "table" }, b.rows.map((row, y) =>
      h("tr", {}, row.map((c, x) => h(y ? "td" : "th", { class: align(x) + wrap(x), scope: y ? null : "col" }, cell(c)))))));
}

// element renders an interactive element outside an input block.
export function element(e, b, ctx) {
  const place = { block: b.block_id, action: e.action_id };
  const focus = `${ctx.key}/${place.block}/${place.action}`;
  if (e.type === "image") return picture(e, "thumb large");
  if (e.type === "button") return button(e, place, ctx, focus);
  if (e.type === "overflow") return overflow(e, place, ctx, focus);
  const field = control(e, place, ctx, focus);
  field.onchange = async () => {
    if (await agreed(e)) await ctx.act(place, { value: field.read() });
  };
  ctx.fields?.set(fieldKey(place), field);
  return field.node;
}

// agreed asks for the confirmation that an element wants.
async function agreed(e) {
  const c = e.confirm;
  return !c || ask({
    title: withEmoji(c.title.text), text: textObject(c.text), yes: c.confirm?.text, no: c.deny?.text, danger: c.style === "danger",
  });
}

function button(e, place, ctx, focus) {
  const node = h("button", {
    type: "button", class: "btn " + (e.style || ""), "data-focus": focus, "aria-label": e.accessibility_label,
    onclick: async () => {
      if (node.getAttribute("aria-busy") || !(await agreed(e))) return;
      if (e.url) window.open(e.url, "_blank", "noopener,noreferrer");
      node.setAttribute("aria-busy", "true");
      await ctx.act(place, {});
      node.removeAttribute("aria-busy");
    },
  }, withEmoji(e.text.text));
  return node;
}

function overflow(e, place, ctx, focus) {
  const node = h("button", {
    type: "button", class: "btn overflow", "aria-label": "More actions", "aria-haspopup": "menu", "data-focus": focus,
    onclick: () => popMenu(node, e.options.map((o) => ({
      text: withEmoji(o.text.text), note: o.description?.text,
      run: async () => {
        if (!(await agreed(e))) return;
        if (o.url) window.open(o.url, "_blank", "noopener,noreferrer");
        ctx.act(place, { option: o });
      },
    })), "More actions"),
  }, "⋯");
  return node;
}

// input renders an input block: label, field, hint and the place for an error.
function input(b, ctx) {
  const place = { block: b.block_id, action: b.element.action_id };
  const id = `${ctx.key}-${b.block_id}-${place.action}`.replace(/[^\w-]/g, "_");
  const field = control(b.element, place, ctx, id);
  const error = h("p", { class: "error", id: id + "-error", hidden: true });
  const hint = b.hint && h("p", { class: "hint", id: id + "-hint" }, textObject(b.hint));
  field.showError = (text) => {
    error.textContent = text || "";
    error.hidden = !text;
    field.box.setAttribute("aria-invalid", text ? "true" : "false");
  };
  field.box.setAttribute("aria-describedby", [hint && id + "-hint", id + "-error"].filter(Boolean).join(" "));
  field.box.setAttribute("aria-required", b.optional ? "false" : "true");
  if (b.dispatch_action) field.onchange = () => ctx.act(place, { value: field.read() });
  ctx.fields?.set(fieldKey(place), field);
  const label = [textObject(b.label), b.optional && h("span", { class: "optional" }, " (optional)")];
  if (field.group) {
    field.box.setAttribute("aria-label", b.label.text);
    return [h("p", { class: "label" }, label), field.node, error, hint];
  }
  field.box.id = id;
  return [h("label", { class: "label", for: id }, label), field.node, error, hint];
}
