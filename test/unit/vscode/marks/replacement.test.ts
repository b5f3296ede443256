import assert from 'node:assert/strict';
import { variableInPlace } from '../../../../src/vscode/marks/replacement';

const reference = '{{$processEnv N}}';

describe('a variable in the place of a token', () => {
  const rows: [language: string, before: string, after: string][] = [
    ['http', 'Authorization: Bearer <T>', 'Authorization: Bearer {{$processEnv N}}'],
    ['http', '{"token":"<T>"}', '{"token":"{{$processEnv N}}"}'],
    ['rest', 'X: <T>, y', 'X: {{$processEnv N}}, y'],
    ['shellscript', 'curl -H "Authorization: Bearer <T>"', 'curl -H "Authorization: Bearer ${N}"'],
    ['shellscript', "curl -H 'Authorization: Bearer <T>' x", "curl -H 'Authorization: Bearer '\"${N}\"'' x"],
    ['shellscript', 'T=<T>', 'T=${N}'],
    ['shellscript', `echo "it's" <T>`, `echo "it's" \${N}`],
    ['shellscript', `echo it\\'s <T>`, `echo it\\'s \${N}`],
    ['shellscript', "# it's <T>", "# it's ${N}"],
    ['shellscript', "echo a#'<T>'", "echo a#''\"${N}\"''"],
    ['powershell', '$h = "Bearer <T>"', '$h = "Bearer $env:N"'],
    ['bat', 'set T=<T>', 'set T=%N%'],
    ['dotenv', 'T=<T>', 'T=${N}'],
    ['properties', 't: <T>', 't: ${N}'],
    ['yaml', 'token: "<T>"', 'token: "${N}"'],
    ['json', '{"a":"<T>"}', '{"a":"${N}"}'],
    ['plaintext', '<T>', '${N}'],
    ['javascript', "const t = '<T>';", 'const t = process.env.N;'],
    ['typescript', 'const t = "<T>";', 'const t = process.env.N;'],
    ['typescriptreact', 'f(`<T>`)', 'f(process.env.N)'],
    ['javascript', '`Bearer <T>`', '`Bearer ${process.env.N}`'],
    ['typescript', "'Bearer <T>'", "'Bearer ${N}'"],
    ['javascript', '// <T>', '// ${N}'],
    ['javascript', `"<T>'`, `"\${N}'`],
    ['python', 't = "<T>"', 't = os.environ["N"]'],
    ['python', "h = 'Bearer <T>'", "h = 'Bearer ${N}'"],
    ['ruby', 't = "<T>"', 't = ENV["N"]'],
    ['go', 't := `<T>`', 't := os.Getenv("N")'],
    ['php', "$t = '<T>';", '$t = getenv("N");'],
    ['java', 'f("<T>");', 'f(System.getenv("N"));'],
    ['csharp', 'F("<T>");', 'F(Environment.GetEnvironmentVariable("N"));'],
    ['constructor', '"<T>"', '"${N}"'],
  ];
  for (const [language, before, after] of rows) {
    it(`in ${language} makes ${before} to ${after}`, () => {
      const from = before.indexOf('<T>');
      const line = before.replace('<T>', 'e.y.J');
      const { from: first, to, text } = variableInPlace(line, from, from + 5, language, 'N', reference);
      assert.equal(line.slice(0, first) + text + line.slice(to), after);
    });
  }

  it('is shown without the quotes that it needs', () => {
    const shown = (line: string, language: string) => {
      const from = line.indexOf('e.y.J');
      return variableInPlace(line, from, from + 5, language, 'N', reference).shown;
    };
    assert.equal(shown("curl -H 'A: e.y.J'", 'shellscript'), '${N}');
    assert.equal(shown('A: e.y.J', 'http'), reference);
    assert.equal(shown('f("e.y.J")', 'go'), 'os.Getenv("N")');
  });
});
