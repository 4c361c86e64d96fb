import './app/theme/font.css';
import '@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css';
import './app/theme/brand.css';
import './app/theme/base.css';
import { mount } from 'svelte';
import App from './app/App.svelte';

document.documentElement.classList.add('voorbeeld-theme', 'rt-theme');
const target = document.getElementById('app');
if (target) mount(App, { target });
