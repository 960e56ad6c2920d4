// Draws cards with Microsoft's own renderer in a headless Chromium, and tells of each what is on it.
//
//   node cards.mjs CHROMIUM [FOLDER [WIDTH]] <cards.json
//
// Reads {name: card}, writes {name: {problems, text, markup, actions, inputs}}. With a folder it leaves a PNG of each
// there, as wide as a card is in Teams or as WIDTH.
import { readFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [executablePath, folder, width] = process.argv.slice(2);
const cards = JSON.parse(readFileSync(0, 'utf8'));
if (folder) mkdirSync(folder, { recursive: true });

// Sizes and colors of Teams' light theme, near enough to look at.
const ink = (color, subtle) => ({ default: color, subtle });
const colors = {
  default: ink('#242424', '#616161'), dark: ink('#242424', '#616161'), light: ink('#ffffff', '#f0f0f0'),
  accent: ink('#5b5fc7', '#5b5fc7'), good: ink('#0e700e', '#0e700e'), warning: ink('#835b00', '#835b00'),
  attention: ink('#c4314b', '#c4314b'),
};
const paper = (backgroundColor) => ({ backgroundColor, foregroundColors: colors });
const hostConfig = {
  fontFamily: 'Segoe UI, Selawik, Noto Sans, Helvetica, Arial, sans-serif',
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
  lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
  spacing: { small: 4, default: 8, medium: 12, large: 20, extraLarge: 28, padding: 12 },
  separator: { lineThickness: 1, lineColor: '#e0e0e0' },
  containerStyles: {
    default: paper('#ffffff'), emphasis: paper('#f5f5f5'), accent: paper('#e8ebfa'), good: paper('#e7f2da'),
    attention: paper('#fdf3f4'), warning: paper('#fff4ce'),
  },
  actions: {
    maxActions: 6, spacing: 'default', buttonSpacing: 8, actionsOrientation: 'horizontal', actionAlignment: 'left',
    showCard: { actionMode: 'inline', inlineTopMargin: 8 },
  },
  inputs: {
    label: {
      inputSpacing: 'small', requiredInputs: { color: 'default', suffix: ' *', suffixColor: 'attention' },
      optionalInputs: { color: 'default' },
    },
    errorMessage: { color: 'attention', spacing: 'small' },
  },
  table: { cellSpacing: 6 },
  textStyles: { heading: { size: 'large', weight: 'bolder' } },
};
const style = `
  body { margin: 0; background: #fafafa; }
  #paper { background: #fff; border: 1px solid #e0e0e0; border-radius: 6px; margin: 12px; }
  .ac-pushButton { font: 600 14px Segoe UI, Noto Sans, sans-serif; border: 1px solid #d1d1d1; border-radius: 4px;
    background: #fff; padding: 5px 12px; }
  .ac-pushButton.style-positive { background: #5b5fc7; border-color: #5b5fc7; color: #fff; }
  .ac-pushButton.style-destructive { color: #c4314b; }
  .ac-input { font: 14px Segoe UI, Noto Sans, sans-serif; width: 100%; box-sizing: border-box; padding: 5px 8px;
    border: 1px solid #d1d1d1; border-radius: 4px; }`;

// Runs in the page.
function draw({ card, hostConfig }) {
  const said = [];
  const drawn = new AdaptiveCards.AdaptiveCard();
  drawn.hostConfig = new AdaptiveCards.HostConfig(hostConfig);
  const context = new AdaptiveCards.SerializationContext();
  drawn.parse(card, context);
  for (let i = 0; i < context.eventCount; i++) said.push(context.getEventAt(i).message);
  for (const failure of drawn.validateProperties().validationEvents) said.push(failure.message);
  const paper = document.getElementById('paper');
  paper.replaceChildren(drawn.render());
  const sum = (selector, of) => [...paper.querySelectorAll(selector)].map(of);
  return {
    problems: said,
    text: paper.innerText,
    // What only markup in a text could have made: none of our texts has any.
    markup: sum('a, em, strong, code, pre, li, blockquote, s, del, img, h1, h2, h3, hr, at, script', (e) => e.outerHTML),
    actions: sum('button', (e) => e.innerText),
    inputs: drawn.getAllInputs().map((i) => ({ id: i.id, value: i.value ?? '' })),
  };
}

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ deviceScaleFactor: 1 });
  await page.setContent(`<style>${style}</style><div id="paper"></div>`);
  await page.addStyleTag({ path: 'node_modules/adaptivecards/dist/adaptivecards.css' });
  await page.addScriptTag({ path: 'node_modules/adaptivecards/dist/adaptivecards.js' });
  await page.addScriptTag({ path: 'node_modules/markdown-it/dist/markdown-it.js' });
  await page.evaluate(() => {
    // HTML and links on their own are read, so that one that got through would be seen.
    const markdown = window.markdownit({ html: true, linkify: false });
    AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
      result.outputHtml = markdown.render(text);
      result.didProcess = true;
    };
  });
  const seen = {};
  for (const [name, card] of Object.entries(cards)) {
    const wide = card.msteams?.width === 'full' ? 800 : name.startsWith('form_') ? 560 : 480;
    await page.setViewportSize({ width: Number(width ?? wide), height: 200 });
    seen[name] = await page.evaluate(draw, { card, hostConfig });
    if (folder) await page.screenshot({ path: join(folder, name + '.png'), fullPage: true });
  }
  process.stdout.write(JSON.stringify(seen));
} finally {
  await browser.close();
}
