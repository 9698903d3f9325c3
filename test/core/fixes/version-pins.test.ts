/** A fix of an image says where the project names the version that it needs, and offers first what it allows. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Files, imageFixes as fixes } from '../../support/image-fixes.ts';

const PIN = /Change the version of (.+?) too: (.+?) does not allow this one/;
const pinOf = (text: string | undefined): string | undefined => PIN.exec(text ?? '')?.[2];
/** Dockerfile, pin file, its text, and the tag that is offered first with what it says about pins. */
const PINS: readonly (readonly [from: string, path: string, text: string, first: string, says: string | undefined])[] =
  [
    ['ruby:2.7', 'Gemfile', "source 'https://rubygems.org'\nruby '2.7.2'\n", 'ruby:3.4', '2.7.2 in Gemfile'],
    ['ruby:2.7', 'Gemfile', "ruby '>= 2.7', '< 4'\n", 'ruby:3.4', undefined],
    ['ruby:2.7', 'Gemfile', "ruby file: '.ruby-version'\n", 'ruby:3.4', undefined],
    ['ruby:2.7', '.ruby-version', 'ruby-2.7.2\n', 'ruby:3.4', '2.7.2 in .ruby-version'],
    ['node:20', 'package.json', '{"engines": {"npm": ">=9", "node": ">=18 <23"}}', 'node:22', undefined],
    ['node:20', 'package.json', '{"engines": {"node": ">=18"}}', 'node:24', undefined],
    ['node:20', 'package.json', '{"name": "web"}', 'node:24', undefined],
    ['node:20', '.nvmrc', 'v20.11.1\n', 'node:24', '20.11.1 in .nvmrc'],
    ['node:20', '.nvmrc', 'lts/iron\n', 'node:24', undefined],
    ['python:3.8', 'pyproject.toml', '[project]\nrequires-python = ">=3.8,<3.13"\n', 'python:3.11', undefined],
    ['python:3.8', 'pyproject.toml', '[tool.poetry.dependencies]\npython = "^3.8"\n', 'python:3.11', undefined],
    ['python:3.8', 'pyproject.toml', '[project]\nrequires-python = ">=3.13"\n', 'python:3.14', undefined],
    ['python:3.8', '.python-version', '3.8.10\n', 'python:3.11', '3.8.10 in .python-version'],
    ['python:3.8', 'runtime.txt', 'python-3.8.10\n', 'python:3.11', '3.8.10 in runtime.txt'],
    ['php:7.4-fpm', 'composer.json', '{"require": {"php": "^7.4"}}', 'php:8.3-fpm', '^7.4 in composer.json'],
    ['php:7.4-fpm', 'composer.json', '{"require": {"php": "^7.4 || ^8.0"}}', 'php:8.3-fpm', undefined],
    ['golang:1.20', 'go.mod', 'module x\n\ngo 1.20\n', 'golang:1.27', undefined],
  ];

for (const [from, path, text, first, says] of PINS)
  test(`${from} beside ${path}: ${text.trim()}`, () => {
    const [offered] = fixes({ Dockerfile: `FROM ${from}\nCOPY . /app\n`, [path]: text });
    assert.ok(offered?.startsWith(`Use ${first},`) || offered?.startsWith(`Use ${first} |`), offered);
    assert.equal(pinOf(offered), says);
  });

test('a pin is looked for above the Dockerfile, and where it copies from', () => {
  const gemfile = "ruby '2.7.2'\n";
  const pin = (files: Files): string | undefined => pinOf(fixes(files)[0]);
  assert.equal(pin({ 'docker/Dockerfile': 'FROM ruby:2.7\n', Gemfile: gemfile }), '2.7.2 in Gemfile');
  assert.equal(pin({ Dockerfile: 'FROM ruby:2.7\nCOPY ./shop /app\n', 'shop/Gemfile': gemfile }), '2.7.2 in Gemfile');
  assert.equal(
    pin({ 'a/Dockerfile': 'FROM ruby:2.7\nCOPY shop/Gemfile /app/\n', 'shop/Gemfile': gemfile }),
    '2.7.2 in Gemfile',
  );
  assert.equal(pin({ Dockerfile: 'FROM ruby:2.7\n', 'shop/Gemfile': gemfile }), undefined);
  assert.equal(pin({ Dockerfile: 'FROM node:20\n', Gemfile: gemfile }), undefined);
});

test('rustup gets the version of its file, so another image changes nothing', () => {
  const offered = (from: string, path: string, text: string): string[] =>
    fixes(
      { Dockerfile: `FROM ${from} AS build\nCOPY shop/ shop/\nWORKDIR /shop\nRUN cargo build\n`, [path]: text },
      'strict',
    ).filter((fix) => fix.startsWith('Use rust:1.98'));
  const pinned = '[toolchain]\nchannel = "1.83.0"\ncomponents = ["clippy"]\n';
  assert.deepEqual(offered('rust:1.83.0', 'shop/rust-toolchain.toml', pinned), []);
  assert.deepEqual(offered('rust:1.83-bookworm', 'rust-toolchain', '1.83.0\n'), []);
  assert.deepEqual(offered('rust:1.83.0', 'shop/rust-toolchain', pinned), []);
  const newest = /^Use rust:1\.98/;
  assert.match(offered('rust:1.83.0', 'shop/rust-toolchain.toml', '[toolchain]\nchannel = "stable"\n')[0]!, newest);
  assert.match(offered('rust:1.83.0', 'shop/rust-toolchain.toml', '[toolchain]\nchannel = "1.98"\n')[0]!, newest);
  // Farther down than what is copied, and a tag that names no version.
  assert.match(offered('rust:1.83.0', 'other/rust-toolchain.toml', pinned)[0]!, newest);
});
