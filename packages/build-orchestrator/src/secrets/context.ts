/** What a sealed license key belongs to. Its text is part of what is stored: it never changes. */
export function licenseContext(customerId: string): string {
  return `license:${customerId}`
}

/** What the sealed parts of a registry credential belong to. Their texts never change. */
export function credentialContext(customerId: string, part: 'username' | 'password'): string {
  return `registry-credential:${customerId}:${part}`
}
