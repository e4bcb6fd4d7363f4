using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;

namespace OpsWorker.Testing;

/// <summary>
/// Compares with files in the folder <c>Golden</c> beside the test. With <c>OPSWORKER_UPDATE_GOLDEN=1</c> the files are
/// written anew, to be read over before they are committed.
/// </summary>
public static class Golden
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Compares text.</summary>
    public static void ShouldMatch(string actual, string fileName, [CallerFilePath] string testFile = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(testFile)!, "Golden", fileName);
        if (Environment.GetEnvironmentVariable("OPSWORKER_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }

        File.Exists(path).ShouldBeTrue($"There is no Golden/{fileName}; run the test with OPSWORKER_UPDATE_GOLDEN=1 to write it.");
        actual.ShouldBe(File.ReadAllText(path), $"Golden/{fileName} differs; if that is right, run with OPSWORKER_UPDATE_GOLDEN=1.");
    }

    /// <summary>Compares JSON, written so that people can read it.</summary>
    public static void ShouldMatchJson(string actual, string fileName, [CallerFilePath] string testFile = "") =>
        ShouldMatch(JsonNode.Parse(actual)!.ToJsonString(Readable) + "\n", fileName, testFile);
}
