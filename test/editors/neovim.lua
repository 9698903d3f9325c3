-- Run by scripts/try-neovim.ts in a copy of examples/, with the configuration of docs/editors/neovim.md. Prints a line for each thing that works;
-- ends with code 1 at the first that does not.

local function check(what, holds)
  if vim.wait(60000, holds, 50) then
    io.stdout:write('  ok      ' .. what .. '\n')
  else
    io.stdout:write('  FAILED  ' .. what .. '\n')
    vim.cmd('cquit 1')
  end
end

local function client()
  return vim.lsp.get_clients({ bufnr = 0, name = 'seaworthy' })[1]
end

local function found(rule)
  return vim.iter(vim.diagnostic.get(0)):find(function(d)
    return d.code == rule
  end)
end

-- The answer of the server to a request about the place of a finding.
local function ask(method, diagnostic, more)
  local place = { line = diagnostic.lnum, character = diagnostic.col }
  local params = { textDocument = vim.lsp.util.make_text_document_params(0) }
  local answer = client():request_sync(method, vim.tbl_extend('force', params, more(place)), 60000, 0)
  return answer and answer.result
end

vim.cmd.edit('worker/Dockerfile')
check('the server starts', client)
check('worker/Dockerfile has findings', function()
  return found('user/sudo') and found('user/root-user')
end)

local hover = ask('textDocument/hover', found('user/sudo'), function(place)
  return { position = place }
end)
check('the hover says what is wrong', function()
  return hover and vim.inspect(hover.contents):find('sudo', 1, true)
end)

local sudo = found('user/sudo')
local actions = ask('textDocument/codeAction', sudo, function(place)
  local context = { diagnostics = { sudo.user_data.lsp }, only = { 'quickfix' } }
  return { range = { start = place, ['end'] = place }, context = context }
end)
local fix = vim.iter(actions or {}):find(function(a)
  return a.title:find('Remove', 1, true)
end)
check('a fix is offered', function()
  return fix
end)
if not fix.edit then
  fix = client():request_sync('codeAction/resolve', fix, 60000, 0).result
end
vim.lsp.util.apply_workspace_edit(fix.edit, client().offset_encoding)
check('the fix changes the text', function()
  return not table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n'):find('sudo pip', 1, true)
end)
check('its finding goes', function()
  return not found('user/sudo') and found('user/root-user')
end)

for file, rule in pairs({ ['compose.yaml'] = 'privilege/privileged-container', ['k8s/web.yaml'] = 'user/root-user' }) do
  vim.cmd('edit! ' .. file)
  check(file .. ' has findings', function()
    return found(rule)
  end)
end

vim.cmd('qall!')
