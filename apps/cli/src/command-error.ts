/** What the parser of the command line says, with our prefix, and with a hint where quotes are what is missing. */
export function commandError(text: string): string {
  const said = text.trimEnd().replace(/^error: /, 'twostage: ');
  const hint = said.includes("too many arguments for 'search'") ? ' Put the query in quotes.' : '';
  return `${said}${hint}\n`;
}
