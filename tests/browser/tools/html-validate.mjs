export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document", "html-validate:a11y"],
  rules: {
    // The boxes of one question share its name: that is how a browser sends them.
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "submit", "reset"] }],
    // What comes from this site is not doubted; anything from elsewhere would have to be.
    "require-sri": ["error", { target: "crossorigin" }],
    // Matters of taste; Django's templates have others than html-validate.
    "no-trailing-whitespace": "off",
    "prefer-button": "off",
  },
};
