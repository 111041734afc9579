const { rm } = require('node:fs/promises');
const { dest, parallel, src } = require('gulp');

const remove = (folder) => () => rm(folder, { recursive: true, force: true });

exports.clean = parallel(remove('dist'), remove('build'));

const icons = () => src('icons/*.svg').pipe(dest('dist/icons'));
const codex = () => src('nodes/*/*.node.json').pipe(dest('dist/nodes'));

exports.assets = parallel(icons, codex);
