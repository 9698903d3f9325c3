/** Assorted documents for the tests of reading and editing YAML. */
export const documents: Readonly<Record<string, string>> = {
  pod: `# a pod
apiVersion: v1
kind: Pod
metadata:
  name: web # the name
  labels: {app: web, tier: "front"}
spec:
  # containers below
  containers:
    - name: app
      image: "nginx:1.25" # pinned

      # the ports
      ports:
        - containerPort: 8080
        - {containerPort: 9090, name: 'm'}
    # second
    - name: side
      image: busybox
      command: [sh, -c, 'echo "a # b"']
      securityContext:
      resources: {}

  volumes: []
`,
  flush: `spec:
  containers:
  - name: a
    env:
    - name: X
      value: "1"
    -   name: Y   # wide dash
        value: '2'
  - image: b
    args:
    - --flag
    - "--other"
`,
  four: `services:
    web:
        image: nginx
        ports:
            - "80:80"
        environment:
            A: 1
            B: yes

    db:
        image: postgres
# end
`,
  crlf: 'a:\r\n  b: 1 # one\r\n\r\n  # two\r\n  c:\r\n  - x\r\n  - y: 1\r\n    z: 2\r\nd: {}\r\n',
  crlfNoEnd: 'a:\r\n  b: |\r\n    text\r\n    more\r\n  c: 1',
  noEnd: 'a: 1\nb:\n  c: 2\n  d:\n    - 1\n    - 2',
  noEndComment: 'a: 1\nb: # none\n  c: 2 # two',
  literal: `data:
  conf: |
    # not a comment
    key: value

  keep: |+
    x

  fold: >-
    a
    b
  head: | # about it
    z
  last: 1
`,
  quotes: `a: 'x'\nb: 'it''s'\nc: "tab\\t"\nd: plain text\ne: "multi\n  line"\n`,
  flowLines: `list: [
  a,   # first
  b,
  {k: v,
   l: w}
]
map: {
  x: 1, # one
  # two
  y: [1, 2],
}
one: {a: {b: {c: []}}}
`,
  anchors: `base: &base
  image: x
  env: {A: 1}
one:
  <<: *base
  name: one
two:
  other: *base
  list: &l [1, 2]
  again: *l
  own: 3
`,
  marker: '--- # start\n# comment\na:\n  b: 1\n  c: [x]\n',
  ended: 'a: 1\nb:\n  - 1\n...\n',
  bom: '\uFEFFa: 1\nb:\n  c: 2\n',
  commentFirst: '# license\n\na:\n  # about b\n  b: 1\n  # about c\n  c: 2\n  # tail\n# end\n',
  keyComment: 'a: # why\n  # more\n  b: 1\n  c: 2\nl: # list\n  # more\n  - 1\n  - 2\n',
  dashBelow: '-\n  a: 1\n  b: 2\n-\n  - 1\n  - 2\n- c: 3\n',
  nested: '- - 1\n  - 2\n- - - a\n    - b: 1\n      c: 2\n- x: {}\n',
  tags: 'ports: !reset\nvolumes: !override\n  - a\nvalue: !!str 12\nother: !custom {a: 1}\n',
  nulls: 'a:\nb: ~\nc: null\nd: ""\ne: # nothing\nf:\n  g:\n  h: 1\n',
  numbers: '8080: a\n1.5: b\ntrue: c\nx: 0x1F\ny: 1e3\nz: -0.5\n',
  empty: '{}\n',
  emptyList: '[]\n',
  emptyNested: 'a: {} # nothing\nb: []\nc:\n  - {}\n  - []\n  - {} # here\nd: { }\n',
  rootList: '- a\n- b # bee\n- c: 1\n  d: 2\n',
  wide: 'key:    value\nother   : x\nmap:\n      deep: 1\n      er: 2\n',
  blank: '\n\na: 1\n\n\nb:\n\n  c: 1\n\n\n  d: 2\n\n',
  unicode: 'ключ: значение\n"emoji 🎉": "🎉"\nlist: [é, "ü"]\n',
  twice: 'a: 1\nb: 2\na: 3\nc:\n  x: 1\n  x: 2\n',
  urls: 'a: http://x/y#z\nb: -flag\nc: a:b\nd: [http://x/y, a:b]\ne: "#x"\n',
  comments: 'x:\n  - 1\n\n  # between\n\n  - 2\n# at the margin\n  - 3\n  # end of x\ny: 1\n',
};

/** Flow collections and quoted scalars whose lines stand at or left of their parent: go-yaml reads them, the `yaml` package does not. */
export const loose: Readonly<Record<string, string>> = {
  looseFlow: `services:
  web:
    command: ["a", # first
    "b"
    ]
    environment: {
      A: b
    }
    test: [CMD,
# at the margin
x y
z, {a: 1,
 b: [
]}] # end
  db:
    image: postgres
    ports:
    - {target: 1,
    published: "2"}
    - [
]
    text: |
      ["
     # c
  # last
  mq: {}
`,
  looseQuotes: `a:
  - "first
second"
  - 'it''s

  three' # four
  - b: "x \\
    y"
    c: "a \\"
b"
    d: [ "
      e
    "]
z: 1
`,
  looseCrlf: 'a:\r\n  b: [x,\r\n  y\r\n  ]\r\n  c: "d\r\n  e" # f\r\ng: 1\r\n',
};

/** JSON, as Kubernetes and `devcontainer.json` have it. */
export const jsonDocuments: Readonly<Record<string, string>> = {
  pretty: '{\n  "a": 1,\n  "b": {\n    "c": [\n      1,\n      {"x": "y"}\n    ],\n    "d": {}\n  },\n  "e": []\n}\n',
  four: '{\n    "a": {\n        "b": "c"\n    },\n    "l": [1, 2, 3]\n}',
  tabs: '{\n\t"a": 1,\n\t"b": [true, null]\n}\n',
  small: '{"a":1,"b":[{"c":"d"},[]],"e":{}}',
  crlf: '{\r\n  "a": {\r\n    "b": 1\r\n  },\r\n  "c": []\r\n}\r\n',
};

/** Templates: only our own reader makes sense of them. */
export const templates: Readonly<Record<string, string>> = {
  chart: `{{- if .Values.on }}
kind: Deployment
metadata:
  name: {{ include "x.name" . }}-web # c
  labels:
    {{- toYaml . | nindent 4 }}
spec:
  containers:
    - name: a
      image: "{{ .Values.image }}:{{ .Values.tag | default "x" }}"
      {{- with .Values.securityContext }}
      securityContext:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      args: ["{{ .a }}", {{ .b }}]
  conf: |
    {{ range . }}
    x
    {{ end }}
  last: 1
{{- end }}
`,
};
