namespace OpsWorker.Kubernetes.Tests.Masking.Corpus;

/// <summary>
/// Draws texts of an alphabet. Values are drawn when the tests run, so that no file has anything that looks like a secret.
/// </summary>
internal sealed class Fake(int seed)
{
    public const string Lower = "abcdefghijklmnopqrstuvwxyz";
    public const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    public const string Digits = "0123456789";
    public const string Hex = "0123456789abcdef";
    public const string Alphanumeric = Lower + Upper + Digits;
    public const string Url = Alphanumeric + "-_";
    public const string Base64 = Alphanumeric + "+/";

    private readonly Random _random = new(seed);

    public string Text(string alphabet, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => alphabet[_random.Next(alphabet.Length)]));

    public T Of<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    public int Number(int min, int max) => _random.Next(min, max);

    public string Uuid() => $"{Text(Hex, 8)}-{Text(Hex, 4)}-4{Text(Hex, 3)}-a{Text(Hex, 3)}-{Text(Hex, 12)}";

    public string Encoded(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));
}
