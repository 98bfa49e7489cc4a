/** What code uses of the syntax of JavaScript that not every browser has, by the paths of MDN's data. */
import {
  isAwaitExpression,
  isBinaryExpression,
  isCatchClause,
  isClassStaticBlockDeclaration,
  isForOfStatement,
  isFunctionLikeDeclaration,
  isGetAccessorDeclaration,
  isIdentifier,
  isImportDeclaration,
  isMethodDeclaration,
  isNewExpression,
  isNumericLiteral,
  isPrivateIdentifier,
  isPropertyDeclaration,
  isRegularExpressionLiteral,
  isSetAccessorDeclaration,
  isStringLiteral,
  isVariableDeclarationList,
  NodeFlags,
  SyntaxKind,
} from "typescript/unstable/ast";

/** @import { Node } from "typescript/unstable/ast" */

/** @type {Partial<Record<SyntaxKind, string>>} */
const OPERATORS = {
  [SyntaxKind.QuestionDotToken]: "operators.optional_chaining",
  [SyntaxKind.QuestionQuestionToken]: "operators.nullish_coalescing",
  [SyntaxKind.QuestionQuestionEqualsToken]: "operators.nullish_coalescing_assignment",
  [SyntaxKind.BarBarEqualsToken]: "operators.logical_or_assignment",
  [SyntaxKind.AmpersandAmpersandEqualsToken]: "operators.logical_and_assignment",
  [SyntaxKind.BigIntLiteral]: "builtins.BigInt",
};

/** @type {[part: RegExp, feature: string][]} */
const PARTS_OF_PATTERNS = [
  [/\(\?<[=!]/, "lookbehind_assertion"],
  [/\(\?<[^=!]/, "named_capturing_group"],
  [/\(\?<(\w+)>.*\(\?<\1>/s, "named_capturing_group.duplicate_named_capturing_groups"],
  [/\\k</, "named_backreference"],
  [/\\p\{/i, "unicode_character_class_escape"],
  [/\(\?[ims]*-?[ims]+:/, "modifier"],
];

/** @type {Record<string, string>} */
const FLAGS = { d: "hasIndices", s: "dotAll", u: "unicode", v: "unicodeSets", y: "sticky" };

/** The features in a file, below `javascript` of MDN. @param {Node} node @returns {string[]} */
export function syntaxIn(node) {
  const found = [...featuresOf(node)];
  node.forEachChild((child) => {
    found.push(...syntaxIn(child));
  });
  return found;
}

/** @param {Node} node @returns {Generator<string>} */
function* featuresOf(node) {
  const operator = OPERATORS[node.kind];
  if (operator !== undefined) yield operator;
  yield* featuresOfClass(node);
  yield* featuresOfStatement(node);
  if (isNumericLiteral(node) && node.getText().includes("_")) yield "grammar.numeric_separators";
  if (isBinaryExpression(node) && isPrivateIdentifier(node.left)) {
    if (node.operatorToken.kind === SyntaxKind.InKeyword) yield "classes.private_class_fields_in";
  }
  yield* featuresOfPattern(node);
}

/** @param {Node} node @returns {Generator<string>} */
function* featuresOfClass(node) {
  if (isClassStaticBlockDeclaration(node)) yield "classes.static.initialization_blocks";
  const isMethod = isMethodDeclaration(node) || isGetAccessorDeclaration(node) || isSetAccessorDeclaration(node);
  if (!isMethod && !isPropertyDeclaration(node)) return;
  const isPrivate = isPrivateIdentifier(node.name);
  const isStatic = node.modifiers?.some(({ kind }) => kind === SyntaxKind.StaticKeyword) ?? false;
  if (isMethod && isPrivate) yield "classes.private_class_methods";
  if (isMethod) return;
  yield isPrivate ? "classes.private_class_fields" : "classes.public_class_fields";
  if (isStatic) yield "classes.static.class_fields";
}

/** @param {Node} node @returns {Generator<string>} */
function* featuresOfStatement(node) {
  if (isCatchClause(node) && !node.variableDeclaration) yield "statements.try_catch.optional_catch_binding";
  if (isImportDeclaration(node) && node.attributes) yield "statements.import.import_attributes";
  if (isVariableDeclarationList(node) && (node.flags & NodeFlags.BlockScoped) >= NodeFlags.Using) {
    yield (node.flags & NodeFlags.BlockScoped) === NodeFlags.Using ? "statements.using" : "statements.await_using";
  }
  const isForAwait = isForOfStatement(node) && node.awaitModifier !== undefined;
  if (isForAwait) yield "statements.for_await_of";
  if ((isForAwait || isAwaitExpression(node)) && !isInFunction(node)) yield "operators.await.top_level";
}

/** @param {Node} node */
function isInFunction({ parent }) {
  for (let outer = parent; outer !== undefined; outer = outer.parent) if (isFunctionLikeDeclaration(outer)) return true;
  return false;
}

/** Those of a literal, and of `new RegExp("…")`. @param {Node} node @returns {Generator<string>} */
function* featuresOfPattern(node) {
  const [pattern, flags] = patternOf(node);
  for (const [part, feature] of PARTS_OF_PATTERNS) if (part.test(pattern)) yield `regular_expressions.${feature}`;
  for (const flag of flags) if (FLAGS[flag]) yield `builtins.RegExp.${FLAGS[flag]}`;
}

/** @param {Node} node @returns {[pattern: string, flags: string]} */
function patternOf(node) {
  if (isRegularExpressionLiteral(node)) {
    const end = node.text.lastIndexOf("/");
    return [node.text.slice(1, end), node.text.slice(end + 1)];
  }
  if (!isNewExpression(node) || !isIdentifier(node.expression) || node.expression.text !== "RegExp") return ["", ""];
  const [pattern, flags] = node.arguments ?? [];
  return [pattern?.getText() ?? "", flags && isStringLiteral(flags) ? flags.text : ""];
}
