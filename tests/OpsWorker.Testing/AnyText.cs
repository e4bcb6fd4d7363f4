using CsCheck;

namespace OpsWorker.Testing;

/// <summary>Generators of arbitrary text for parsers.</summary>
public static class AnyText
{
    /// <summary>
    /// Up to 100 UTF-16 units. Half of the texts are printable ASCII, which reaches the branches of a parser;
    /// the other half are any units, unpaired surrogates and control characters included.
    /// </summary>
    public static Gen<string> UpTo100 { get; } =
        Gen.OneOf<string>(Gen.String[Gen.Char[' ', '~'], 0, 100], Gen.String[Gen.Char['\0', '\uffff'], 0, 100]);
}
