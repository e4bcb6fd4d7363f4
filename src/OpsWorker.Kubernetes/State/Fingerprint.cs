using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Kubernetes.State;

/// <summary>
/// Identity of a message over its repetitions: who says it, and its words without numbers, ids and addresses. A hash, so that no text of
/// a cluster is kept.
/// </summary>
public static partial class Fingerprint
{
    // What follows is a stack trace or a dump of values.
    private const int MaxText = 400;

    private const int HashBytes = 8;

    /// <summary>The fingerprint of a line in the log of a pod; pods of one workload share it.</summary>
    /// <param name="ns">The pod's namespace.</param>
    /// <param name="pod">The pod's name.</param>
    /// <param name="line">The line, masked.</param>
    public static string OfLine(string? ns, string pod, string line) => Of($"line {ns}/{Stem(pod)}", line);

    /// <summary>The fingerprint of an event; null for one that is about nothing.</summary>
    public static string? OfEvent(Event said) => said.About is { Name: { } name } about
        ? Of($"event {about.Kind} {about.Namespace ?? said.Namespace}/{Stem(name)} {said.Reason}", said.Text)
        : null;

    private static string Of(string source, string text)
    {
        var template = new StringBuilder(source).Append('\n');
        var head = text.Length > MaxText ? text.AsSpan(0, MaxText) : text;
        foreach (var word in Word().EnumerateMatches(head))
        {
            var letters = head.Slice(word.Index, word.Length);
            if (!letters.ContainsAnyInRange('0', '9')) template.Append(letters).Append(' ');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(template.ToString())).AsSpan(0, HashBytes));
    }

    // Names of pods end with what their controller adds: the hash of a template and five letters or digits, or a number.
    private static string Stem(string name) => Suffix().Replace(name, "");

    [GeneratedRegex(@"[\p{L}\p{Nd}]+", RegexOptions.None, RegexTime.LimitMs)]
    private static partial Regex Word();

    [GeneratedRegex("(-[a-z0-9]{4,10}-[a-z0-9]{5}|-[0-9]{1,5}|-[a-z0-9]{5})$", RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex Suffix();
}
