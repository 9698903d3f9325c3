/** Made-up secrets, each unique, so that a leak identifies its source. */
import { fake } from './secrets-fake.ts';

/** Every value that was planted. */
export const planted: string[] = [];

/** A unique password for each place, so that a leak identifies its source. */
export function plant(): string {
  const value = `Zq${planted.length}k${fake(14).slice(planted.length % 3)}w`;
  planted.push(value);
  return value;
}
export function plantToken(): string {
  const value = `ghp_${fake(34)}${String(planted.length).padStart(2, '0')}`;
  planted.push(value);
  return value;
}
export const plantEncoded = (): string => {
  const value = Buffer.from(plant()).toString('base64');
  planted.push(value);
  return value;
};

/** The planted values that a text shows, even in part. */
export const shownIn = (report: string): string[] => planted.filter((value) => report.includes(value.slice(0, 12)));
