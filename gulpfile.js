const { rm } = require('node:fs/promises');
const { dest, parallel, src } = require('gulp');

exports.clean = () => rm('dist', { recursive: true, force: true });

const icons = () => src('icons/*.svg').pipe(dest('dist/icons'));
const codex = () => src('nodes/*/*.node.json').pipe(dest('dist/nodes'));

exports.assets = parallel(icons, codex);
