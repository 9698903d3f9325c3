/** One id a line, sorted: rules of the OWASP Docker Security Cheat Sheet. */
export const owaspDocker: string = `
0
1
10
11
12
13
2
3
4
5
5a
6
7
8
9
`;
