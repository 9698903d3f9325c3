/** The `why` of a rule just made by `npm run new-rule`; a test finds rules that still have it. */
export const NEW_RULE = 'Say here, in two to four sentences, what an attacker gains from it: the attack, not the rule.';
