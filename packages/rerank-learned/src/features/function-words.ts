/** English words that shape a question but say nothing of what is asked for: they are left out of the features. */
export const FUNCTION_WORDS: readonly string[] = (
  'i my me you your he him his she her it its we us our them do does did doing have has had having can could should ' +
  'would am were been being how what when where which who whom why any all some so than too very just only own same ' +
  'those here more most other about from s t don isn'
).split(' ');
