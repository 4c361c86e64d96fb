/** The sign-in dialogue, opened from the header and from pages that invite a visitor to the table. */
class SignInDialog {
  open = $state(false);
}

export const signInDialog = new SignInDialog();
