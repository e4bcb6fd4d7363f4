using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Core.Findings;

namespace OpsWorker.Scenarios;

/// <summary>The <c>expected.json</c> of a scenario.</summary>
/// <param name="Codes">The codes that name the cause, any of which is right.</param>
/// <param name="Object">The object that is at fault; null where nothing is wrong, or nothing that can be seen.</param>
/// <param name="Truth">The fault in a sentence.</param>
/// <param name="ObjectAlternatives">Other objects that may be named in place of <paramref name="Object"/>.</param>
internal sealed record ExpectedAnswer(
    CauseCode[] Codes, ObjectReference? Object, string Truth, ObjectReference[]? ObjectAlternatives = null)
{
    public static ExpectedAnswer Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), ExpectedAnswerJson.Default.ExpectedAnswer)!;
        }
        catch (JsonException e)
        {
            throw new FormatException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Judges the first answer. A workload and its Service or claim have one name, so kinds may differ.</summary>
    public bool IsMetBy(DiagnosisResult diagnosis)
    {
        if (Object is null) return diagnosis.Causes.Count == 0 && Codes.Contains(diagnosis.Verdict);
        if (diagnosis.Causes.Count == 0) return false;
        var first = diagnosis.Causes[0].Finding;
        return Codes.Contains(first.Cause)
            && (ObjectAlternatives ?? []).Append(Object).Any(o => o.Name == first.Object.Name && o.Namespace == first.Object.Namespace);
    }

    public override string ToString() => $"{string.Join(" or ", Codes)}{(Object is null ? "" : " of " + Object)}: {Truth}";
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ExpectedAnswer))]
internal sealed partial class ExpectedAnswerJson : JsonSerializerContext;
