using CsCheck;
using OpsWorker.AgentRuntime.Detection;
using OpsWorker.Core.Alerts;
using OpsWorker.Testing;

namespace OpsWorker.AgentRuntime.Tests.Detection;

public sealed class ProblemDetectorPropertyTests
{
    private const int Nodes = 3;

    private enum Step
    {
        Break,
        Heal,
        Delete,
        DeleteUnseen,
        Relist,
        Wait,
        ServerDown,
        ServerUp,
        Restart,
    }

    [Fact]
    public void Any_history_reports_a_problem_at_most_once_until_resolved_and_ends_with_ended_problems_resolved() =>
        Steps().Holds(
            steps =>
            {
                var run = new Run();
                foreach (var (step, number) in steps) run.Do(step, number);
                run.ShouldAlternateFiringAndResolved();
                run.ShouldEndWithTheBrokenNodesFiring();
            },
            iter: 300);

    private static Gen<(Step Step, int Number)[]> Steps() =>
        Gen.Select(Gen.Enum<Step>(), Gen.Int[0, 500]).Array[0, 100];

    /// <summary>Nodes that become unready and ready, and the expected problems.</summary>
    private sealed class Run
    {
        private readonly DetectionWorld _world = new();
        private readonly Dictionary<int, string> _nodes = [];

        public void Do(Step step, int number)
        {
            var node = number % Nodes;
            switch (step)
            {
                case Step.Break or Step.Heal:
                    _nodes[node] = Node(node, step == Step.Break ? "Unknown" : "True");
                    _world.Show("nodes", _nodes[node]);
                    break;
                case Step.Delete when _nodes.Remove(node, out var last):
                    _world.Gone("nodes", last);
                    break;
                case Step.DeleteUnseen:
                    // While a watch was broken: only the next list shows it.
                    _nodes.Remove(node);
                    break;
                case Step.Relist:
                    _world.List("nodes", _nodes.Values);
                    break;
                case Step.Wait:
                    _world.PassSeconds(number);
                    break;
                case Step.ServerDown or Step.ServerUp:
                    _world.IsServerDown = step == Step.ServerDown;
                    break;
                case Step.Restart:
                    _world.Restart();
                    foreach (var target in _world.Detector.Targets)
                    {
                        _world.List(target.Resource, target.Resource == "nodes" ? _nodes.Values : []);
                    }
                    break;
            }
        }

        public void ShouldAlternateFiringAndResolved()
        {
            foreach (var problem in _world.Log.GroupBy(ProblemKey.Of))
            {
                var isFiring = false;
                foreach (var report in problem)
                {
                    // After a long outage of the server a problem may be resolved whose start was never reported.
                    if (report.Status == AlertStatus.Firing) isFiring.ShouldBeFalse($"{problem.Key} was reported twice");
                    isFiring = report.Status == AlertStatus.Firing;
                }
            }
        }

        public void ShouldEndWithTheBrokenNodesFiring()
        {
            _world.IsServerDown = false;
            _world.List("nodes", _nodes.Values);
            _world.PassSeconds(1000);
            var broken = _nodes.Where(n => n.Value.Contains("\"status\": \"Unknown\"", StringComparison.Ordinal))
                .Select(n => $"node-{n.Key}").Order();
            _world.Firing.Select(p => p.Name).Order().ShouldBe(broken);
            ShouldAlternateFiringAndResolved();
        }

        private string Node(int number, string ready) => BrokenObjects.Node($"node-{number}", ready, _world.Time.GetUtcNow());
    }
}
