import type { Block } from './blocks.ts';

/** Blocks as one page that stands alone: no script, nothing fetched, to read and to print. */
export function htmlOf(blocks: readonly Block[], { language, name }: { language: string; name: string }): string {
  return [
    `<!doctype html>\n<html lang="${language}">\n<head>\n<meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${safe(name)}</title>\n<style>${style}</style>\n</head>\n<body>\n<main>`,
    ...blocks.map(elementOf),
    '</main>\n</body>\n</html>\n',
  ].join('\n');
}

function elementOf(block: Block): string {
  switch (block.kind) {
    case 'title':
      return `<h1>${safe(block.text)}</h1>`;
    case 'heading':
      return `<h2>${safe(block.text)}</h2>`;
    case 'subheading':
      return `<h3>${safe(block.text)}</h3>`;
    case 'text':
      return `<p>${safe(block.text)}</p>`;
    case 'note':
      return `<p class="note">${safe(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${safe(item)}</li>`).join('')}</ul>`;
    case 'facts':
      return `<dl>${block.rows.map(([name, value]) => `<div><dt>${safe(name)}</dt><dd>${safe(value)}</dd></div>`).join('')}</dl>`;
  }
}

const style = `
body{margin:0;color:#1b1b1b;background:#fff;font:1rem/1.5 "Noto Sans",system-ui,sans-serif}
main{max-width:46rem;margin:0 auto;padding:2rem 1.25rem}
h1{font-size:1.7rem;line-height:1.25;margin:0 0 1rem}
h2{font-size:1.25rem;margin:2.2rem 0 .6rem;padding-top:.8rem;border-top:1px solid #c4c4c4}
h3{font-size:1.05rem;margin:1.2rem 0 .3rem}
p,li,dd{white-space:pre-line;overflow-wrap:anywhere}
.note{color:#4a4a4a;font-size:.9rem}
dl{margin:.4rem 0}
dl div{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.2rem 1rem;padding:.25rem 0}
dt{color:#4a4a4a}
dd{margin:0}
@media(max-width:34rem){dl div{grid-template-columns:1fr}}
@media print{main{max-width:none;padding:0}h2,h3{break-after:avoid}dl div,li{break-inside:avoid}}
`;

function safe(said: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return said.replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
