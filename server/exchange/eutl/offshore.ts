/**
 * Platforms at sea that the register lists at the address of their owner's office. Nothing in the register's own
 * columns tells them apart, so they are named here. Source: the register's installation names, checked one by one.
 */
export const offshorePlatforms: ReadonlySet<string> = new Set([
  'NL-11',
  'NL-17',
  'NL-211',
  'NL-203828',
  'NL-203857',
  'NL-204200',
  'NL-205144',
  'NL-205145',
  'NL-205724',
  'NL-205726',
  'NL-205728',
  'NL-205894',
  'NL-205895',
  'NL-205989',
]);
