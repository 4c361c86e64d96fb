import './app/without-eval.ts';
import './app/theme/font.css';
import '@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css';
import './app/theme/brand.css';
import './app/theme/base.css';
import './app/theme/layout.css';
import './app/theme/print.css';
import { mount } from 'svelte';
import App from './app/App.svelte';
import { live } from './live/live.svelte.ts';

document.documentElement.classList.add('voorbeeld-theme', 'rt-theme');
const target = document.getElementById('app');
if (target) mount(App, { target });

addEventListener('beforeunload', (event) => {
  if (live.unsent > 0) event.preventDefault();
});
