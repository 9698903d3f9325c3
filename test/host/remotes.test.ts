/** Owner and name in the remotes of a Git configuration. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { remotesIn } from '../../server/src/host/node-repository.ts';

test('the remotes of a configuration, origin first, without anything else of their URLs', () => {
  const config = `[core]
	url = https://example.com/not/remote
[remote "fork"]
	url = git@github.com:Robin/shop.git
[remote "origin"]
	url = https://robin:not-a-password@git.example.com/acme/shop.git
	fetch = +refs/heads/*:refs/remotes/origin/*
	pushurl = https://example.com/other/push
[remote "here"]
	url = /srv/git/acme/local
[branch "main"]
	remote = origin
`;
  assert.deepEqual(remotesIn(config), [
    { owner: 'acme', name: 'shop' },
    { owner: 'robin', name: 'shop' },
  ]);
});

test('a configuration without remotes', () => assert.deepEqual(remotesIn('[core]\n\tbare = false\n'), []));
