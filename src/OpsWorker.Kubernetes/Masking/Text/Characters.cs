using System.Buffers;

namespace OpsWorker.Kubernetes.Masking.Text;

/// <summary>Sets of characters that are looked for often.</summary>
internal static class Characters
{
    public static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    /// <summary>Numbers as people write them.</summary>
    public static readonly SearchValues<char> Numbers = SearchValues.Create("0123456789.,-+%");

    /// <summary>Ports, addresses and mappings of them.</summary>
    public static readonly SearchValues<char> Addresses = SearchValues.Create("0123456789:./-");

    /// <summary>Names of Kubernetes' objects, and paths of them.</summary>
    public static readonly SearchValues<char> ObjectNames = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-./_ ");

    /// <summary>Characters that end an address in text.</summary>
    public static readonly SearchValues<char> AddressEnds = SearchValues.Create(" \t\"'`<>\\");

    /// <summary>Characters that end a field of a line whose fields have colons between them.</summary>
    public static readonly SearchValues<char> FieldEnds = SearchValues.Create(": \t\"'`/");

    public static readonly SearchValues<char> NoScheme = SearchValues.Create("=+/.,:");

    /// <summary>Characters that are in no generated password: a line with one is a sentence, an assignment or a path.</summary>
    public static readonly SearchValues<char> NoSecret = SearchValues.Create(" \t:/[]{}()<>\"'");

    /// <summary>Characters that are in no name of a type.</summary>
    public static readonly SearchValues<char> NoType = SearchValues.Create("\"`=(){};,/\\");

    public static readonly SearchValues<char> Marks = SearchValues.Create("/:=()[]{}");

    /// <summary>Signs that passwords have and names of objects, versions and times have not.</summary>
    public static readonly SearchValues<char> Signs = SearchValues.Create("!@#$%^&*+~?");
}
