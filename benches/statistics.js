/** @param {number[]} numbers @param {number} share 0.5 for the median */
function quantile(numbers, share) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const index = (sorted.length - 1) * share;
  const [below = Number.NaN, above = below] = [sorted[Math.floor(index)], sorted[Math.ceil(index)]];
  return below + (above - below) * (index % 1);
}

/** @param {number[]} numbers */
export function median(numbers) {
  return quantile(numbers, 0.5);
}

/**
 * Returns the median, and the interquartile range in per cent of it.
 *
 * @param {number[]} numbers
 */
export function summary(numbers) {
  const middle = median(numbers);
  return { median: middle, spread: (100 * (quantile(numbers, 0.75) - quantile(numbers, 0.25))) / middle };
}

/**
 * Returns the ratio of two series that were measured in turn, as the median over the rounds. A disturbance in a round affects both.
 *
 * @param {number[]} numbers
 * @param {number[]} base
 */
export function ratio(numbers, base) {
  return median(numbers.map((number, round) => number / (base[round] ?? Number.NaN)));
}
