import DOMPurify from 'dompurify';
import { marked } from 'marked';

/** Markdown as elements that are safe to show: no scripts, no styles, nothing from elsewhere; links open apart. */
export function rendered(text: string): DocumentFragment {
  const html = marked.parse(text, { async: false, gfm: true, breaks: true });
  const fragment = DOMPurify.sanitize(html, {
    RETURN_DOM_FRAGMENT: true,
    ALLOWED_TAGS: [
      ...['p', 'br', 'strong', 'em', 'del', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'hr', 'a'],
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
    ],
    ALLOWED_ATTR: ['href'],
  });
  for (const link of fragment.querySelectorAll('a')) {
    link.rel = 'noreferrer noopener';
    link.target = '_blank';
  }
  return fragment;
}
