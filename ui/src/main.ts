import './app.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { fetch_words } from './words/words.svelte';

const target = document.getElementById('app');
/** Without the chosen language it opens in Indonesian. */
void fetch_words()
  .catch(() => undefined)
  .then(() => target && mount(App, { target }));
