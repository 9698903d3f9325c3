/** One id a line, sorted: countermeasures of NIST SP 800-190, chapter 4. */
export const nist800190: string = `
4.1.1
4.1.2
4.1.3
4.1.4
4.1.5
4.2.1
4.2.2
4.2.3
4.3.1
4.3.2
4.3.3
4.3.4
4.3.5
4.4.1
4.4.2
4.4.3
4.4.4
4.4.5
4.5.1
4.5.2
4.5.3
4.5.4
4.5.5
4.6
`;
