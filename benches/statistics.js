/** @param {number[]} numbers @param {number} share 0.5 for the median */
function quantile(numbers, share) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [below = Number.NaN, above = below] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return below + (above - below) * (at % 1);
}

/** @param {number[]} numbers */
export function median(numbers) {
  return quantile(numbers, 0.5);
}

/**
 * The median, and how far the middle half of the numbers lies apart, in per cent of it.
 *
 * @param {number[]} numbers
 */
export function summary(numbers) {
  const middle = median(numbers);
  return { median: middle, spread: (100 * (quantile(numbers, 0.75) - quantile(numbers, 0.25))) / middle };
}

/**
 * The ratio of two series that were measured in turn: the median over the rounds, as both share what disturbed a round.
 *
 * @param {number[]} numbers
 * @param {number[]} base
 */
export function ratio(numbers, base) {
  return median(numbers.map((number, round) => number / (base[round] ?? Number.NaN)));
}
