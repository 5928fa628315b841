import { mount } from 'svelte';
import '../../shared/theme.css';
import './landing.css';
import App from './App.svelte';

const target = document.getElementById('app');
if (target) {
  target.replaceChildren();
  mount(App, { target });
}
