"""One reader's ratings as a FAISS index in memory, and the predictions from it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

from diagram.scoring import affinity
from diagram.scoring.affinity import NEUTRAL, Metric
from diagram.scoring.explanation import Preference, explain

if TYPE_CHECKING:
    from diagram.ratings.records import Latents

NEAREST = 64  # ratings that a prediction is made from
NAMED = 3  # of these, how many the explanation names


class TasteIndex:
    """One user's index in memory. Whoever calls a method holds `lock`."""

    def __init__(self, user: str) -> None:
        self.user = user
        self.lock = threading.RLock()
        self.clear()

    def clear(self) -> None:
        self.index = None
        self.scores: dict[int, float] = {}
        self.names: dict[int, str] = {}
        self.stamp = ""
        self.unsaved = 0
        self._sum = 0.0  # of all scores
        self._mean = NEUTRAL  # as predictions take it: drawn towards neutral while ratings are few
        self._metric: Metric | None = None

    def make(self, found: Latents, size: int) -> None:
        import faiss

        faiss.omp_set_num_threads(1)  # torch has the cores
        self.clear()
        self.index = faiss.IndexIDMap2(faiss.IndexFlatIP(size))
        self.add(found)

    def add(self, changed: Latents) -> None:
        """Takes in ratings, new ones and those that replace others."""
        again = [number for number in changed.ids.tolist() if number in self.scores]
        if again:
            self._sum -= sum(self.scores[number] for number in again)
            self.index.remove_ids(np.array(again, np.int64))
        if len(changed.ids):
            vectors = np.array(changed.latents, np.float32)
            vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
            self.index.add_with_ids(vectors, np.array(changed.ids, np.int64))
        self.scores.update(zip(changed.ids.tolist(), changed.scores.tolist(), strict=True))
        self._sum += float(changed.scores.sum())
        self.stamp = changed.stamp
        self.unsaved += len(changed.ids)
        self._metric = None

    def content(self) -> dict[str, np.ndarray]:
        import faiss

        ids = faiss.vector_to_array(self.index.id_map)
        scores = np.array([self.scores[number] for number in ids.tolist()], np.float32)
        return {"index": faiss.serialize_index(self.index), "scores": scores, "stamp": np.array(self.stamp)}

    def restore(self, content, size: int) -> None:
        """The opposite of `content`. Raises ValueError where the parts do not belong together."""
        import faiss

        faiss.omp_set_num_threads(1)
        index, scores = faiss.deserialize_index(content["index"]), content["scores"]
        if not isinstance(index, faiss.IndexIDMap2) or index.d != size or index.ntotal != len(scores):
            raise ValueError("it holds an index of another kind")
        ids = faiss.vector_to_array(index.id_map).tolist()
        self.index, self.stamp = index, str(content["stamp"])
        self.scores = dict(zip(ids, scores.tolist(), strict=True))
        self._sum = float(scores.sum())
        self._metric = None

    def predict(self, latents: np.ndarray, named) -> list[Preference]:
        """For n latents (n x d); there must be ratings. `named` gives the names of drawings by number."""
        metric = self.learn()
        _, numbers = self.index.search(metric.query(latents), min(NEAREST, len(self.scores)))
        similarities = np.empty(numbers.shape)
        for i, row in enumerate(numbers):
            # The index finds what is near by an inner product; what is nearest, the prediction's kernel says.
            near = metric.similarity(latents[i : i + 1], self.index.reconstruct_batch(row))[0]
            order = np.argsort(-near, kind="stable")
            numbers[i], similarities[i] = row[order], near[order]
        shown = {number for row in numbers for number in row[:NAMED].tolist()}
        if missing := sorted(shown - self.names.keys()):
            self.names.update(named(self.user, missing))
        found, count, goes_by = [], len(self.scores), metric.foremost()
        for latent, near, row in zip(latents, similarities, numbers, strict=True):
            rated = self.index.reconstruct_batch(row)
            scores = np.array([self.scores[number] for number in row.tolist()])
            score = float(affinity.predict(metric, rated, scores, latent[None], self._mean)[0])
            # One that was removed a moment ago has a similarity, but no name any more.
            neighbours = tuple(
                (self.names[number], round(self.scores[number]), float(similarity))
                for number, similarity in zip(row[:NAMED].tolist(), near, strict=False)
                if number in self.names
            )
            sentence = explain(score, neighbours, self._sum / count, count, goes_by)
            found.append(Preference(score, True, neighbours, sentence))
        return found

    def learn(self) -> Metric:
        """What the reader goes by, as far as the ratings tell."""
        if self._metric is None and self.scores:
            import faiss

            ids = faiss.vector_to_array(self.index.id_map)
            if len(ids) > affinity.LEARNED_FROM:  # the newest have the highest ids
                ids = np.partition(ids, len(ids) - affinity.LEARNED_FROM)[-affinity.LEARNED_FROM :]
            ids = np.sort(ids)
            scores = np.array([self.scores[number] for number in ids.tolist()])
            self._metric = Metric.learned(self.index.reconstruct_batch(ids), scores)
            self._mean = affinity.mean_of(self._sum, len(self.scores))
        return self._metric or Metric.even()
