"""Kintrace: who was taken, by whom, along which path, because of which relative, and how sure are we?"""
