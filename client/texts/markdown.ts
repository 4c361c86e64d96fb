import DOMPurify from 'dompurify';
import { marked } from 'marked';

/** Markdown as HTML that is safe to show: no scripts, no styles, no images from elsewhere; links open apart. */
export function rendered(text: string): string {
  const html = marked.parse(text, { async: false, gfm: true, breaks: true });
  return DOMPurify.sanitize(html, {
    ALLOWED_TAGS: [
      ...['p', 'br', 'strong', 'em', 'del', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'hr', 'a'],
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
    ],
    ALLOWED_ATTR: ['href'],
  }).replaceAll('<a href', '<a rel="noreferrer noopener" target="_blank" href');
}
