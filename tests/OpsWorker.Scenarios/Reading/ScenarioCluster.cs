using System.Collections.Concurrent;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Readers.Dump;
using OpsWorker.Testing;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Scenarios.Reading;

/// <summary>The cluster that a file describes, as the agent would see it.</summary>
internal sealed class ScenarioCluster : IDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<ClusterFile>> s_bases = [];

    private readonly TemporaryFolder _dump = new();

    private ScenarioCluster(ClusterRecording recording, IReadOnlySet<string> forbidden)
    {
        recording.WriteTo(_dump.FullPath);
        Reader = forbidden.Count == 0 ? DumpReader.Open(_dump.FullPath) : new ForbiddingReader(DumpReader.Open(_dump.FullPath), forbidden);
    }

    public IQueryReader Reader { get; }

    /// <summary>Opens a cluster file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bases">The folder of the files that it may be based on.</param>
    /// <exception cref="FormatException">The file or a base is not of the form that the README describes.</exception>
    public static ScenarioCluster Open(string path, string bases)
    {
        var file = Read(path);
        try
        {
            var builder = new ClusterBuilder();
            Apply(builder, file, bases);
            return new ScenarioCluster(builder.Build(), builder.Forbidden);
        }
        catch (FormatException e)
        {
            throw new FormatException($"{path}: {e.Message}", e);
        }
    }

    public void Dispose() => _dump.Dispose();

    private static void Apply(ClusterBuilder builder, ClusterFile file, string bases)
    {
        foreach (var name in file.Bases)
        {
            var path = Path.Combine(bases, name + ".yaml");
            Apply(builder, s_bases.GetOrAdd(path, p => new(() => Read(p))).Value, bases);
        }

        builder.Apply(file);
    }

    private static ClusterFile Read(string path)
    {
        try
        {
            return ClusterFileParser.Parse(File.ReadAllText(path));
        }
        catch (FormatException e)
        {
            throw new FormatException($"{path}: {e.Message}", e);
        }
    }
}
