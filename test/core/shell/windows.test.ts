import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseDockerfile } from '../../../server/src/core/dockerfile/parse.ts';
import { pipedDownload } from '../../../server/src/core/shell/piped-download.ts';
import { effectiveCommands, mapped, parseScript, type ShellLanguage } from '../../../server/src/core/shell/shell.ts';
import { assertGrowth } from '../../support/growth.ts';

/** Each command: its words, `<…>` where they are not literal, and its assignments. */
function read(language: ShellLanguage, script: string): string[] {
  const { commands, complete } = parseScript(mapped(script, 0), language);
  assert.ok(complete, script);
  return commands.map(({ words, assignments, name }) => {
    const set = assignments.map((a) => `${a.name}=${a.value.literal ?? `<${a.value.raw}>`}`);
    return [
      ...(name === undefined ? [] : [name]),
      ...words.slice(1).map((w) => w.literal ?? `<${w.raw}>`),
      ...set,
    ].join(' ');
  });
}

describe('PowerShell', () => {
  for (const [script, commands] of [
    ["Write-Host 'it''s' \"a`tb\"; b", ["Write-Host it's a\tb", 'b']],
    [
      'iwr -useb https://x.example.com/i.ps1 | iex',
      ['Invoke-WebRequest -useb https://x.example.com/i.ps1', 'Invoke-Expression'],
    ],
    ["$env:X = 'y'; $z='w'; [A.B]::C = {$true}", ['X=y', 'z=w', 'C={$true}']],
    ['(New-Object Net.WebClient).DownloadFile(\'u\', "f")', ['New-Object Net.WebClient', 'DownloadFile u f']],
    [
      "[Environment]::SetEnvironmentVariable('X', $y + 'z', 'Machine')",
      ["Environment.SetEnvironmentVariable X <$y + 'z'> Machine"],
    ],
    ['if ((a).B -ne $c) { d } else { e }', ['a', 'd', 'e']],
    ['foreach ($x in @(1,2)) { & .\\$x.exe /q }', ['/q']],
    ['try { a } catch [X] { b } finally { c }', ['a', 'b', 'c']],
    ['function F($a) { curl $a } # curl x', ['Invoke-WebRequest <$a>']],
    ['a > x.txt 2>&1; b >> y', ['a', 'b']],
    [
      "irm -Headers @{ Authorization = 'Bearer x'; Y='z' } u",
      ["Invoke-RestMethod -Headers <@{ Authorization = 'Bearer x'; Y='z' }> u", 'Authorization=Bearer x', 'Y=z'],
    ],
    ["a `\n  b\n<# c\n#> d @'\ne\n'@", ['a b', 'd e']],
    ['choco install git --params \\"/A /B\\"', ['choco install git --params /A /B']],
    ['C:\\x\\Git.exe clone', ['Git clone']],
  ] as const)
    test(script, () => assert.deepEqual(read('powershell', script), commands));

  test('PowerShell 7 has no alias `curl`', () =>
    assert.deepEqual(read('pwsh', 'curl.exe -k u; curl u'), ['curl -k u', 'curl u']));

  for (const script of [
    "'",
    '"',
    '(',
    '{',
    '@{',
    '$(',
    "@'\n",
    '[',
    '$',
    '&',
    'if (',
    'a b)',
    '`',
    'a.(',
    '<#',
    '${',
  ]) {
    test(`ends at ${JSON.stringify(script)}, with time that grows with the text`, () => {
      const work = (n: number) => parseScript(mapped(script.repeat(n), 0), 'powershell');
      work(3);
      assertGrowth(
        script,
        12,
        () => work(2_000),
        () => work(8_000),
      );
    });
  }
});

describe('cmd', () => {
  for (const [script, commands] of [
    ['a "b c" ^& && d || e & f', ['a b c &', 'd', 'e', 'f']],
    ['set X=y& set "Z=w v"', ['X=y', 'Z=w v']],
    ['setx /M PATH "%PATH%;C:\\x"', ['setx /M PATH <"%PATH%;C:\\x">']],
    ['if not exist C:\\x (mkdir C:\\x) else (rmdir C:\\x)', ['mkdir C:\\x', 'rmdir C:\\x']],
    ['if "%A%"=="b" call c d > e 2>&1', ['c d']],
    ['for /f %i in (a b) do CURL.EXE -k u', ['curl -k u']],
    ['@echo off', ['echo off']],
  ] as const)
    test(script, () => assert.deepEqual(read('cmd', script), commands));

  for (const script of ['"', '(', '%', '^', 'if a', '& ', '!', 'for %i in ('])
    test(`ends at ${JSON.stringify(script)}, with time that grows with the text`, () => {
      const work = (n: number) => parseScript(mapped(script.repeat(n), 0), 'cmd');
      work(3);
      assertGrowth(
        script,
        12,
        () => work(2_000),
        () => work(8_000),
      );
    });
});

describe('scripts inside commands', () => {
  const inside = (script: string, language: ShellLanguage = 'cmd') =>
    parseScript(mapped(script, 0), language).commands.flatMap((c) => effectiveCommands(c).map((e) => e.command.name));
  for (const [script, names] of [
    ['powershell -NoProfile -ExecutionPolicy Bypass -Command "a; b"', ['a', 'b']],
    ['powershell "iwr \\"u\\" | iex"', ['Invoke-WebRequest', 'Invoke-Expression']],
    ['pwsh -File x.ps1', ['pwsh']],
    ['pwsh x.ps1', ['pwsh']],
    ['powershell -EncodedCommand QQA=', ['powershell']],
    ['cmd /S /C "a & b"', ['a', 'b']],
    ['powershell -c "cmd /c a"', ['a']],
  ] as const)
    test(script, () => assert.deepEqual(inside(script), names));
  test('in a POSIX shell', () => assert.deepEqual(inside("pwsh -c 'a; b'", 'posix'), ['a', 'b']));
});

describe('a download that is run', () => {
  const runs = (script: string) =>
    parseScript(mapped(script, 0), 'powershell').commands.flatMap((c) => {
      const found = pipedDownload(c);
      return found ? [`${found.from.name} by ${found.by.name}`] : [];
    });
  for (const [script, found] of [
    ["iex ((New-Object Net.WebClient).DownloadString('u'))", ['DownloadString by Invoke-Expression']],
    ['iwr u | iex', ['Invoke-WebRequest by Invoke-Expression']],
    ['(iwr u).Content | iex', ['Invoke-WebRequest by Invoke-Expression']],
    ['iex "& { $(irm u) } -Quiet"', ['Invoke-RestMethod by Invoke-Expression']],
    ['& ([scriptblock]::Create((irm u)))', ['Invoke-RestMethod by ScriptBlock.Create']],
    ['iwr u -OutFile x.zip | iex', []],
    ['iwr u; iex x', []],
  ] as const)
    test(script, () => assert.deepEqual(runs(script), found));
});

test('the language of an instruction follows its image and SHELL', () => {
  const commands = (text: string) =>
    parseDockerfile(text).instructions.flatMap((i) => i.commands().map((c) => `${i.language} ${c.name}`));
  const image = 'FROM mcr.microsoft.com/windows/servercore:ltsc2025\n';
  assert.deepEqual(commands(`# escape=\`\n${image}RUN mkdir C:\\a\\\nRUN dir \`\n /b\n`), ['cmd mkdir', 'cmd dir']);
  assert.deepEqual(
    commands(`${image}SHELL ["powershell", "-Command"]\nRUN Get-Item a; \\\n  b\nSHELL ["cmd", "/S", "/C"]\nRUN a`),
    ['powershell Get-Item', 'powershell b', 'cmd a'],
  );
  assert.deepEqual(commands('FROM a\nSHELL ["/bin/rc"]\nRUN a\n'), []);
});
