/** Finds the mutants of a rule in its syntax tree: small changes that should make its page fail. */
import * as ts from 'typescript/unstable/ast';

export interface Mutant {
  /** 1-based line in the rule's source. */
  readonly line: number;
  /** The mutated source. */
  readonly text: string;
  /** The kind of change and the changed text; unique in a rule. */
  readonly label: string;
}

/** Replacements for strings of an enumeration. To other strings a `~` is added. */
const WORDS: Readonly<Record<string, string>> = {
  error: 'warning',
  warning: 'info',
  info: 'warning',
  hint: 'info',
  high: 'medium',
  medium: 'low',
  low: 'medium',
  default: 'strict',
  strict: 'audit',
  audit: 'strict',
  safe: 'review',
  review: 'safe',
  none: 'review',
};
/** Optional properties of a finding or fix. */
const OPTIONAL = new Set(['severity', 'confidence', 'profile', 'related', 'covers', 'fixes', 'note', 'absent']);
/** Metadata that affects findings. Another test compares the rest, which the generated manual contains. */
const META = new Set(['severity', 'confidence', 'profile', 'fix', 'group', 'options']);
/** Methods that return a value of the receiver's type, so that the call can be dropped. */
const PASSING = new Set(['filter', 'slice', 'sort', 'reverse', 'trim', 'toLowerCase', 'toUpperCase', 'flat']);
const OPERATORS: Readonly<Record<string, string>> = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '+': '-',
};
/** A literal with at least this many values is a table: one mutant empties it, its values are not changed. */
const TABLE = 4;

type Add = (what: string, node: ts.Node, text: string) => void;

/** Every mutant of a rule's source, in source order. */
export function mutantsOf(file: ts.SourceFile): Mutant[] {
  const { text } = file;
  const out: Mutant[] = [];
  const times = new Map<string, number>();
  const add: Add = (what, node, becomes) => {
    const start = node.getStart(file);
    // Dropping an element of a list also drops its comma.
    const end = becomes === '' ? node.end + (/^\s*,/.exec(text.slice(node.end))?.[0].length ?? 0) : node.end;
    const was = short(text.slice(start, node.end));
    const base = becomes === '' ? `${what}: drop ${was}` : `${what}: ${was} → ${short(becomes)}`;
    const nth = (times.get(base) ?? 0) + 1;
    times.set(base, nth);
    out.push({
      line: text.slice(0, start).split('\n').length,
      text: text.slice(0, start) + becomes + text.slice(end),
      label: nth > 1 ? `${base} #${nth}` : base,
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isInterfaceDeclaration(node)) return;
    if (isMetadata(node)) {
      for (const property of node.properties) metadata(property, file, add);
      return;
    }
    mutate(node, file, add);
    if (isTable(node)) {
      if (ts.isObjectLiteralExpression(node)) add('table', node, '{}');
      return;
    }
    node.forEachChild(visit);
  };
  file.forEachChild(visit);
  return out;
}

const short = (code: string): string => {
  const line = code.replace(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 60)} … ${line.slice(-25)}` : line;
};

/** The first argument of `rule(…)`. */
const isMetadata = (node: ts.Node): node is ts.ObjectLiteralExpression =>
  ts.isObjectLiteralExpression(node) &&
  ts.isCallExpression(node.parent) &&
  ts.isIdentifier(node.parent.expression) &&
  node.parent.expression.text === 'rule' &&
  node.parent.arguments[0] === node;

const isTable = (node: ts.Node): boolean => {
  if (ts.isArrayLiteralExpression(node)) return node.elements.length >= TABLE;
  return ts.isObjectLiteralExpression(node) && node.properties.length >= TABLE && node.properties.every(isRow);
};
/** A property whose value is plain data. */
const isRow = (property: ts.Node): boolean =>
  ts.isPropertyAssignment(property) &&
  (ts.isStringLiteral(property.initializer) ||
    ts.isNumericLiteral(property.initializer) ||
    ts.isArrayLiteralExpression(property.initializer));

const nameOf = (property: ts.Node): string | undefined =>
  (ts.isPropertyAssignment(property) || ts.isShorthandPropertyAssignment(property)) && ts.isIdentifier(property.name)
    ? property.name.text
    : undefined;

function metadata(property: ts.Node, file: ts.SourceFile, add: Add): void {
  const name = nameOf(property);
  if (!name || !META.has(name) || !ts.isPropertyAssignment(property)) return;
  const value = property.initializer;
  if (name === 'group') add('metadata', property, '');
  else if (ts.isStringLiteral(value)) add('metadata', property, `${name}: '${WORDS[value.text] ?? 'none'}'`);
  else defaults(value, file, add);
}

/** Defaults of options, at any depth. */
function defaults(node: ts.Node, file: ts.SourceFile, add: Add): void {
  node.forEachChild((child) => {
    if (nameOf(child) !== 'default' || !ts.isPropertyAssignment(child)) return defaults(child, file, add);
    const value = child.initializer;
    if (ts.isArrayLiteralExpression(value)) add('option', value, value.elements.length > 0 ? '[]' : "['~']");
    else literal(value, file, add);
  });
}

function mutate(node: ts.Node, file: ts.SourceFile, add: Add): void {
  const code = (n: ts.Node): string => n.getText(file);
  if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) {
    const name = nameOf(node);
    if (name !== undefined && OPTIONAL.has(name)) add('part', node, '');
    if (name === 'at') {
      const value = ts.isPropertyAssignment(node) ? code(node.initializer) : 'at';
      add('place', node, `at: { start: (${value}).start, end: (${value}).start }`);
    }
  } else if (ts.isSpreadAssignment(node)) add('part', node, '');
  else if (ts.isIfStatement(node)) condition(node.expression, add);
  else if (ts.isConditionalExpression(node)) condition(node.condition, add);
  else if (ts.isBinaryExpression(node)) binary(node, file, add);
  else if (ts.isPrefixUnaryExpression(node) && code(node).startsWith('!'))
    add('negation', node, `!!${code(node.operand)}`);
  else if (isBareExit(node) || (ts.isExpressionStatement(node) && !isDirective(node))) add('statement', node, ';');
  else if (ts.isCallExpression(node)) call(node, file, add);
  else if (ts.isArrayLiteralExpression(node) && node.elements.length > 0 && !isPattern(node)) add('list', node, '[]');
  else literal(node, file, add);
}

function condition(node: ts.Node, add: Add): void {
  add('condition', node, 'true');
  add('condition', node, 'false');
}

const isBareExit = (node: ts.Node): boolean =>
  ts.isContinueStatement(node) || ts.isBreakStatement(node) || (ts.isReturnStatement(node) && !node.expression);
const isDirective = (node: ts.ExpressionStatement): boolean => ts.isStringLiteral(node.expression);
/** `[a, b] = …` */
const isPattern = (node: ts.Node): boolean => ts.isBinaryExpression(node.parent) && node.parent.left === node;

function binary(node: ts.BinaryExpression, file: ts.SourceFile, add: Add): void {
  const operator = node.operatorToken.getText(file);
  const [left, right] = [node.left.getText(file), node.right.getText(file)];
  if (['&&', '||', '??'].includes(operator)) {
    add('operand', node, left);
    add('operand', node, right);
  } else if (OPERATORS[operator]) add('operator', node, `${left} ${OPERATORS[operator]} ${right}`);
}

function call(node: ts.CallExpression, file: ts.SourceFile, add: Add): void {
  const method = node.expression;
  if (!ts.isPropertyAccessExpression(method)) return;
  const name = method.name.text;
  const receiver = method.expression.getText(file);
  if (PASSING.has(name)) add('call', node, receiver);
  const other = name === 'some' ? 'every' : name === 'every' ? 'some' : undefined;
  if (other) add('call', node, `${receiver}.${other}(${node.arguments.map((a) => a.getText(file)).join(', ')})`);
}

function literal(node: ts.Node, file: ts.SourceFile, add: Add): void {
  const code = node.getText(file);
  if (ts.isStringLiteral(node)) {
    if (isCompared(node) || (node.text === '' && isFallback(node))) return;
    add('text', node, `'${WORDS[node.text] ?? `${node.text.replace(/[\\'\n]/g, '\\$&')}~`}'`);
  } else if (ts.isNoSubstitutionTemplateLiteral(node)) add('text', node, `${code.slice(0, -1)}~\``);
  else if (ts.isTemplateExpression(node)) {
    add('text', node, `\`~${code.slice(1)}`);
    for (const span of node.templateSpans) add('text', span.expression, "'~'");
  } else if (ts.isNumericLiteral(node)) add('number', node, `${Number(node.text) + 1}`);
  else if (code === 'true' || code === 'false') add('boolean', node, code === 'true' ? 'false' : 'true');
  else if (ts.isRegularExpressionLiteral(node)) add('pattern', node, '/(?!)/');
}

/** Whether it is a side of a comparison (mutants of the operator cover it), a property's name or a case of a switch. */
function isCompared(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isCaseClause(parent)) return true;
  if (ts.isPropertyAssignment(parent)) return parent.name === node;
  return ts.isBinaryExpression(parent) && OPERATORS[parent.operatorToken.getText()] !== undefined;
}

/** Whether it is a default value. Mutants of `??` cover it. */
const isFallback = ({ parent }: ts.Node): boolean =>
  ts.isBindingElement(parent) || (ts.isBinaryExpression(parent) && parent.operatorToken.getText() === '??');
